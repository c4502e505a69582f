"""What may a column of a table of purchases hold, and under which names?

English, French, German and Spanish ones, and those programs of accounting put above their exports. What is
not here is read by its meaning in an inventory, if a line of a purchase has such a thing.
"""

from enum import StrEnum
from types import MappingProxyType

from phaseout.intake.column_meanings import Meaning
from phaseout.intake.column_names import glued, meaning_of, parts_of


class OrderField(StrEnum):
    """What the cells of a column are, a closed list."""

    DOCUMENT = "kind of document"
    """Only where a file of columns says so."""
    ORDER_NO = "order number"
    QUOTE_NO = "quote number"
    INVOICE_NO = "invoice number"
    CONTRACT_NO = "contract number"
    TENDER_NO = "tender number"
    DELIVERY_NO = "number of the delivery note"
    CREDIT_NO = "number of the credit note"
    LINE = "number of the line"
    ITEM = "line number or what is bought"
    """``Item`` in SAP is a number, anywhere else a thing: each cell decides."""
    QUANTITY = "quantity"
    UNIT = "unit"
    PRICE = "price of one unit"
    AMOUNT = "amount of the line"
    CURRENCY = "currency"
    SUPPLIER = "supplier"
    SUPPLIER_ID = "number of the supplier"
    BUYER = "buyer"
    DATE = "date"
    TEXT = "what is bought"
    MANUFACTURER = "manufacturer"
    BRAND = "brand"
    PART_NUMBER = "maker's part number or model"
    SKU = "article number"
    CODE = "commodity code"
    ORIGIN = "country of origin"
    SERIAL = "serial number"
    SITE = "place of delivery"


NAMES: MappingProxyType[OrderField, str] = MappingProxyType(
    {
        OrderField.DOCUMENT: """
            document type, doc type, type document, kind document, document kind, belegart,
            dokumentart, tipo documento, genre document
        """,
        OrderField.ORDER_NO: """
            order no, order id, po, po no, po id, purchase order, purchase order no, purchase order id,
            order, purchasing document, purchase doc, purch doc, sales order no, sales order,
            requisition no, purchase requisition, pr no, no commande, commande, bon commande, no bon
            commande, no bc, bc no, no demande achat, bestellung, bestellnummer, bestell no, bestellno,
            einkaufsbeleg, auftrag, auftragsnummer, auftrags no, belegnummer, beleg no, orden compra, no
            orden compra, no pedido, pedido, orden no, no orden
        """,
        OrderField.QUOTE_NO: """
            quote, quote no, quote id, quotation, quotation no, offer no, estimate no, proposal no,
            soumission, no soumission, no devis, devis, no offre, angebot, angebotsnummer, angebots no,
            cotizacion, no cotizacion, no oferta, presupuesto no, no presupuesto
        """,
        OrderField.INVOICE_NO: """
            invoice, invoice no, invoice id, bill no, facture, no facture, rechnung, rechnungsnummer,
            rechnungs no, re no, factura, no factura
        """,
        OrderField.CONTRACT_NO: """
            contract, contract no, contract id, agreement no, standing offer no, contrat, no contrat,
            marche, no marche, no entente, vertrag, vertragsnummer, vertrags no, contrato, no contrato
        """,
        OrderField.TENDER_NO: """
            tender, tender no, tender id, call for tenders no, invitation to tender no, rfq, rfq no, rfp,
            rfp no, rft, rft no, request for quotation no, request for proposal no, solicitation,
            solicitation no, solicitation id, appel offres, no appel offres, demande prix no, no demande prix,
            ausschreibung, ausschreibungsnummer, ausschreibungs no, vergabenummer, vergabe no,
            licitacion, no licitacion
        """,
        OrderField.DELIVERY_NO: """
            delivery note, delivery note no, delivery note id, delivery no, dispatch note, dispatch note no,
            despatch note, despatch note no, despatch advice no, dispatch advice no, packing slip, packing
            slip no, packing list no, goods receipt, goods receipt no, goods received note, goods received
            note no, grn, grn no, bon livraison, no bon livraison, no livraison, bordereau livraison, no
            bordereau livraison, bon reception, no bon reception, lieferschein, lieferscheinnummer,
            lieferschein no, lieferung no, wareneingang no, wareneingangsnummer, albaran, no albaran, nota
            entrega, no nota entrega
        """,
        OrderField.CREDIT_NO: """
            credit note, credit note no, credit note id, credit memo, credit memo no, credit memo id,
            note credit, no note credit, facture avoir, no facture avoir, no avoir, gutschrift,
            gutschriftnummer, gutschriftsnummer, gutschrift no, gutschrifts no, rechnungskorrektur no,
            nota credito, no nota credito, factura rectificativa, no factura rectificativa
        """,
        OrderField.LINE: """
            line no, po line, po line no, order line, order line no, line item, line item no, po item,
            item line, line id, invoice line, invoice line no, line, no ligne, ligne, ligne commande, no
            poste, poste, pos, position, positionsnummer, pos no, bestellposition, linea, no linea,
            posicion, partida
        """,
        OrderField.ITEM: """
            item, item no
        """,
        OrderField.QUANTITY: """
            quantity, qty, order quantity, order qty, ordered qty, quantity ordered, qty ordered, po
            quantity, po qty, invoiced quantity, invoice qty, billed qty, delivered qty, qty received,
            units, no units, quantite, qte, quantite commandee, qte commandee, quantite facturee, menge,
            bestellmenge, anzahl, stuckzahl, cantidad, cant, cantidad pedida, unidades
        """,
        OrderField.UNIT: """
            unit, uom, u m, um, unit measure, unit of measure, order unit, measure, units measure,
            unite, unite mesure, udm, einheit, mengeneinheit, bestellmengeneinheit, me, unidad, unidad
            medida
        """,
        OrderField.PRICE: """
            unit price, price, net price, price each, each, unit cost, rate, list price, sell price,
            price per unit, prix unitaire, prix, prix net, cout unitaire, einzelpreis, stuckpreis,
            preis, nettopreis, e preis, precio unitario, precio, precio neto, costo unitario
        """,
        OrderField.AMOUNT: """
            amount, total, line total, line amount, total price, total amount, extended price, ext
            price, extended amount, extended cost, net amount, net value, net order value, subtotal,
            total cost, cost, line value, value, spend, order value, invoice amount, contract value,
            contract amount, montant, montant total, total ligne, prix total, montant net, montant ht,
            total ht, valeur, cout, cout total, sous total, valeur contrat, betrag, gesamt, gesamtpreis,
            gesamtbetrag, nettowert, summe, nettobetrag, wert, kosten, importe, importe total, precio
            total, monto, valor, valor total, coste
        """,
        OrderField.CURRENCY: """
            currency, currency code, cur, curr, ccy, document currency, devise, monnaie, code devise,
            wahrung, wahrungsschlussel, whg, moneda, divisa
        """,
        OrderField.SUPPLIER: """
            supplier, supplier name, vendor, vendor name, seller, seller name, sold by, reseller,
            distributor, contractor, contractor name, payee, supplier supplying plant, vendor supplying
            plant, supplier legal name, vendor legal name, legal name, trade name, operating name,
            company name, fournisseur, nom fournisseur, vendeur, revendeur, distributeur, entrepreneur,
            beneficiaire, raison sociale, denomination sociale, nom commercial, lieferant,
            lieferantenname, name lieferant, kreditor, handler, verkaufer, firmenname, proveedor, nombre
            proveedor, vendedor, contratista, razon social
        """,
        OrderField.SUPPLIER_ID: """
            supplier no, supplier id, supplier code, supplier identifier, vendor no, vendor id, vendor code,
            duns, duns no, d u n s, d u n s no, supplier duns, vendor duns, uei, sam uei, supplier uei,
            vendor uei, cage, cage code, ncage, supplier cage, vendor cage, lei, lei code, supplier lei,
            vendor lei, vat, vat no, vat id, vat registration no, supplier vat, tax id, tax no, tin, ein,
            business no, bn, gst no, company registration no, registration no, no fournisseur, code
            fournisseur, id fournisseur, no tva, tva, no entreprise, neq, siren, siret, no taxe,
            lieferantennummer, lieferanten no, kreditorennummer, kreditor no, ust id, ust id no, ustid,
            umsatzsteuer id, steuernummer, handelsregisternummer, codigo proveedor, no proveedor, id
            proveedor, nif, cif, rfc, ruc, nit
        """,
        OrderField.BUYER: """
            buyer, buyer name, purchaser, ordered by, customer, customer name, sold to, bill to,
            purchasing organization, purchasing org, buying organization, contracting entity, acheteur,
            nom acheteur, client, commande par, besteller, kunde, einkaufer, comprador, cliente
        """,
        OrderField.DATE: """
            order date, po date, purchase order date, date order, date ordered, ordered on, purchase
            date, document date, doc date, invoice date, quote date, contract date, award date, date,
            posting date, transaction date, date commande, date bon commande, commande le, date achat,
            date facture, date contrat, date soumission, bestelldatum, bestellt am, belegdatum,
            rechnungsdatum, angebotsdatum, datum, auftragsdatum, fecha, fecha pedido, fecha orden, fecha
            compra, fecha factura, fecha contrato
        """,
        OrderField.TEXT: """
            short text, long text, item text, material description, item description, line description,
            goods, goods description, description goods, description services, service description, part
            description, product, product name, product title, article, article description, material,
            title, titre, texte court, libelle, libelle article, designation, designation article,
            description article, produit, nom produit, objet, kurztext, artikel, artikelbezeichnung,
            bezeichnung, beschreibung, materialkurztext, leistung, warenbezeichnung, produkt, texto
            breve, concepto, descripcion articulo, articulo, producto, objeto, denominacion
        """,
        OrderField.PART_NUMBER: """
            mpn, mfr part no, mfg part no, manufacturer part no, manufacturer part, manufacturers part
            no, mfr part, maker part no, oem part no, oem no, manufacturer no, manufacturer sku,
            manufacturer item no, reference fabricant, ref fabricant, no piece fabricant, reference
            constructeur, herstellernummer, hersteller teilenummer, herstellerteilenummer, hersteller
            artikelnummer, hersteller no, herstellerartikelnummer, referencia fabricante, no parte
            fabricante, no pieza fabricante, model no, modellnummer, no modele, no modelo
        """,
        OrderField.SKU: """
            sku, part no, pn, p n, part, article no, product no, product code, product id, material no,
            material code, catalog no, catalogue no, vendor part no, supplier part no, vendor sku,
            supplier item no, stock no, no piece, no article, code article, reference article, no
            produit, code produit, ref produit, no catalogue, reference, ref, artikelnummer, artikel no,
            art no, artno, teilenummer, materialnummer, bestellartikel, no articulo, codigo articulo,
            codigo producto, referencia, codigo
        """,
        OrderField.CODE: """
            unspsc, unspsc code, commodity code, commodity, gsin, nibs, gsin nibs, cpv, cpv code, naics,
            naics code, scian, psc, psc code, product service code, fsc, hs code, hs, hts, hts code,
            tariff code, hs tariff, tariff no, code sh, code marchandise, warennummer, zolltarifnummer,
            gtin, ean, ean code, upc, upc code, barcode ean, eclass, material group, code cpv, code
            unspsc, codigo cpv, partida arancelaria, codigo arancelario
        """,
        OrderField.ORIGIN: """
            country origin, coo, origin, origin country, made in, country manufacture, pays origine,
            origine, fabrique en, ursprungsland, herkunftsland, ursprung, pais origen, origen
        """,
        OrderField.SITE: """
            ship to, ship to name, ship to location, deliver to, delivery location, delivery site,
            delivery address, plant, receiving location, livrer a, lieu livraison, adresse livraison,
            destination, lieferort, werk, lieferanschrift, lieferadresse, lugar entrega, centro,
            entregar a
        """,
    }
)
"""Names as people write them, parted by commas; case, accents, blanks and marks do not count."""

_BY_NAME = MappingProxyType(
    {glued(name): field for field, names in NAMES.items() for name in names.split(",") if name.strip()}
)
_OF_MEANING = MappingProxyType(
    {
        Meaning.MANUFACTURER: OrderField.MANUFACTURER,
        Meaning.BRAND: OrderField.BRAND,
        Meaning.MODEL: OrderField.PART_NUMBER,
        Meaning.MODEL_NUMBER: OrderField.PART_NUMBER,
        Meaning.PART: OrderField.SKU,
        Meaning.SERIAL: OrderField.SERIAL,
        Meaning.DESCRIPTION: OrderField.TEXT,
        Meaning.THING: OrderField.TEXT,
        Meaning.KIND: OrderField.TEXT,
        Meaning.SUPPLIER: OrderField.SUPPLIER,
        Meaning.VENDOR: OrderField.SUPPLIER,
        Meaning.ORDER_DATE: OrderField.DATE,
        Meaning.ACQUIRED: OrderField.DATE,
        Meaning.SITE: OrderField.SITE,
        Meaning.BUILDING: OrderField.SITE,
        Meaning.PLACE: OrderField.SITE,
    }
)


_TWO = 2
"""Fields that a name in two languages may seem to name."""


def field_of(title: str) -> OrderField | None:
    """Return what a column of this name holds in a table of purchases, None if nothing a line has."""
    meaning = meaning_of(title)
    if meaning is Meaning.CREDENTIAL or not title:
        return None
    if (found := _BY_NAME.get(glued(title))) is not None:
        return found
    named = {field for part in parts_of(title) if (field := _BY_NAME.get(glued(part))) is not None}
    if OrderField.ITEM in named and len(named) == _TWO:
        # ``Item`` is a number or a thing; what stands beside it says which, or leaves it to each cell.
        return OrderField.SKU if OrderField.SKU in named else OrderField.ITEM
    if len(named) == 1:
        return next(iter(named))
    return _OF_MEANING.get(meaning)
