"""What may a column of an inventory hold, and under which names?

English and French ones, and the German and Spanish ones that tools put above their exports.
"""

from enum import StrEnum
from types import MappingProxyType


class Meaning(StrEnum):
    """What the cells of a column are."""

    TAG = "asset tag"
    NAME = "name"
    ID = "number in the list"
    SITE = "site"
    BUILDING = "building"
    PLACE = "location"
    MANUFACTURER = "manufacturer"
    BRAND = "brand"
    VENDOR = "vendor"
    """Maker in one inventory, seller in the next: the other columns decide."""
    MODEL = "model"
    MODEL_NUMBER = "model number"
    PART = "part number"
    SERIAL = "serial number"
    MAC = "MAC address"
    IP = "IP address"
    ADDRESS = "address"
    """Of the network, as a URL, or of a street: each cell decides."""
    HOSTNAME = "host name"
    FIRMWARE = "firmware"
    DESCRIPTION = "description"
    THING = "equipment"
    """Names the thing in free words, and may serve as its name."""
    CONCLUDED = "what another program concludes"
    """Words that only suggest, though they be a kind's."""
    KIND = "type"
    ACQUIRED = "date of purchase"
    ORDER_DATE = "order date"
    SUPPLIER = "supplier"
    OWNER = "owner"
    REMOVAL = "planned removal"
    DEVICE_TYPE = "model, or a kind where the tool knows no better"
    SERIAL_AND_MAC = "serial number that is the MAC address"
    ACCOUNT = "serial number or name of an account"
    ADDRESSES = "IP addresses"
    HOSTNAMES = "host names"
    TRAIT = "a trait of observation lines"
    CREDENTIAL = "credential"
    ASIDE = "known, and says nothing of who made the thing"
    UNKNOWN = "not known"


KEYS = frozenset(
    {
        Meaning.MANUFACTURER,
        Meaning.BRAND,
        Meaning.VENDOR,
        Meaning.MODEL,
        Meaning.MODEL_NUMBER,
        Meaning.PART,
        Meaning.SERIAL,
        Meaning.MAC,
        Meaning.IP,
        Meaning.DESCRIPTION,
        Meaning.THING,
        Meaning.DEVICE_TYPE,
        Meaning.SERIAL_AND_MAC,
        Meaning.ADDRESSES,
        Meaning.TRAIT,
    }
)
"""One of these must be there, or a table says nothing this program could use."""

NAMES: MappingProxyType[Meaning, str] = MappingProxyType(
    {
        Meaning.TAG: """
            asset tag, tag, asset no, asset id, inventory no, no inventaire, code inventaire,
            etiquette, tag no, no etiquette, barcode, bar code, code barres, no actif, code
            actif, no immobilisation, device no, device id, camera no, camera id, equipment no,
            equipment id, no equipement, id equipement, no camera, no appareil, id appareil,
            unit no, inventarnummer, inventar nr, anlagennummer, no inventario, codigo
            inventario, etiqueta, no inv, inv no, inv, code inv, inv code, inv tag, inv id, id inv,
            inventory id, inventory tag, inventory code, id inventaire, inventar, inv nr
        """,
        Meaning.NAME: """
            name, nom, device name, nickname, display name, asset name, hardware name, label,
            title, titre, alias, channel name, nom canal, nom affichage, camera name, nom
            camera, nom appareil, vm name, surnom, object name, unit name, system name,
            geratename, bezeichnung, nombre equipo, nombre dispositivo, nombre camara
        """,
        Meaning.ID: """
            id, no, idno, code, identifier, identifiant, ref, reference, cle, key, row, line,
            ligne, item no
        """,
        Meaning.SITE: """
            site, site name, nom site, site code, code site, campus, facility, etablissement,
            propriete, property, site id, property name, standort, liegenschaft, sitio, sede
        """,
        Meaning.BUILDING: """
            building, bldg, building name, batiment, immeuble, edifice, nom batiment, nom
            immeuble, gebaude, edificio
        """,
        Meaning.PLACE: """
            location, emplacement, localisation, lieu, endroit, checkout location, default
            location, rtd location, physical location, room, room no, salle, piece, local,
            floor, etage, level, niveau, zone, area, secteur, wing, aile, city, ville,
            municipality, municipalite, region, civic address, adresse civique, street address,
            adresse municipale, location name, lieu installation, installed at, installe a, area
            name, raum, ort, stockwerk, ubicacion, sala, planta
        """,
        Meaning.MANUFACTURER: """
            manufacturer, manufacturer name, mfr, mfg, mfgr, manuf, maker, make, fabricant, nom
            fabricant, manufacturier, constructeur, oem, oem manufacturer, original
            manufacturer, fabricant origine, true manufacturer, device manufacturer, hersteller,
            fabricante, nombre fabricante
        """,
        Meaning.BRAND: """
            brand, brand name, marque, nom marque, marque commerciale, brand label, trade name,
            marca
        """,
        Meaning.VENDOR: """
            vendor, vendor name
        """,
        Meaning.MODEL: """
            model, model name, modele, nom modele, model id, designation modele, product model,
            device model, product name, nom produit, model type, type modele, modelname, oem
            model, modell, modellname, modelo, modellbezeichnung
        """,
        Meaning.MODEL_NUMBER: """
            model no, no modele, model code, code modele, modellnummer, no modelo
        """,
        Meaning.PART: """
            part no, pn, p n, mpn, mfr part no, manufacturer part no, no piece, numero piece,
            sku, product no, product code, code produit, no produit, reference produit,
            reference fabricant, ref fabricant, reference constructeur, catalog no, catalogue
            no, no catalogue, part, material code, article no, no article, artikelnummer,
            teilenummer, no pieza, no articulo
        """,
        Meaning.SERIAL: """
            serial, serial no, sn, s n, n s, sno, no serie, serie, serials, serial id, host
            serial no, noserie, numerodeserie, nserie, serial code, seriennummer, serien nr,
            seriennr
        """,
        Meaning.MAC: """
            mac, mac address, mac addr, mac id, mac addresses, adresse mac, adresses mac,
            physical address, adresse physique, ethernet address, adresse ethernet, hw address,
            hwaddr, lan mac, wifi mac, mac adresse, ethernet mac, wired mac, mac lan, base mac,
            physical mac address, adresse physique mac, direccion mac, physische adresse,
            hardwareadresse, direccion fisica
        """,
        Meaning.IP: """
            ip, ip address, ip addr, ip addresses, ipv4, ipv6, ipv4 address, ipv6 address,
            adresse ip, adresses ip, adresse ipv4, adresse ipv6, management ip, mgmt ip, primary
            ip, primary ip4, primary ip6, lan ip, static ip, current ip, ip adresse, ip v4, ip
            v6, ip statique, ip fixe, ip no, main ip, ip adressen, direccion ip, direcciones ip,
            direccion ipv4, ipv4 adresse, ips
        """,
        Meaning.ADDRESS: """
            address, adresse, hardware address, network address, adresse reseau, url, uri, host,
            hote, rtsp, rtsp url, url rtsp, stream url, rtsp stream, url flux, flux rtsp, onvif
            url, onvif xaddr, web address, adresse web, stream, stream uri, path, second path,
            hardware url, xaddr, source url, ip hostname, ip url, rtsp link, rtsp path,
            direccion, direccion red, netzwerkadresse
        """,
        Meaning.HOSTNAME: """
            hostname, host name, dns name, nom dns, fqdn, nom hote, netbios name, computer name,
            domain name, nom ordinateur, nom reseau, network name, rechnername, nombre host,
            nombre red
        """,
        Meaning.FIRMWARE: """
            firmware, firmware version, fw, fw version, software version, version, sw version,
            micrologiciel, version micrologiciel, version firmware, version logiciel, version
            logicielle, firmware ver, current firmware, firmware build, firmware rev, software,
            firmwarestand
        """,
        Meaning.DESCRIPTION: """
            description, desc, notes, note, comments, comment, remarks, remark, remarque,
            remarques, commentaire, commentaires, observations, observation, details, detail,
            designation, specification, specifications, asset notes, model notes, item
            description, short description, device description, long description, driver, driver
            family, driver display name, hardware driver, device driver, pilote, item name,
            product description, description produit, caracteristiques, libelle, information,
            informations, infos, info, text, texte, additional information, autres informations,
            beschreibung, bemerkung, bemerkungen, anmerkung, anmerkungen, notiz, notizen,
            kommentar, descripcion, observaciones, notas, comentarios
        """,
        Meaning.THING: """
            equipment, equipement, appareil, device, item, article, product, produit, materiel,
            camera, cameras, asset, actif, hardware, unit, dispositif, appareils, nom article,
            nom equipement, gerat, equipo, dispositivo, kamera, camara
        """,
        Meaning.KIND: """
            type, kind, category, categorie, sub category, subcategory, sous categorie, device
            type, type appareil, asset type, type actif, equipment type, type equipement, camera
            type, type camera, class, classe, role, device role, asset category, categorie
            actif, product type, type produit, sys class name, genre, type materiel, device
            category, device class, hardware type, unit type, item type, type article, nature,
            categorie equipement, equipment category, device kind, typ, geratetyp, kategorie,
            tipo, tipo equipo, tipo dispositivo, categoria, gerateart, rolle, rol
        """,
        Meaning.ACQUIRED: """
            acquired, purchase date, date purchase, date purchased, purchased, purchased on,
            acquisition date, date acquired, date acquisition, date achat, achat, achete, achete
            le, acquis le, acquis, bought, bought on, purchase, acquired on, date acquis, purch
            date, kaufdatum, anschaffungsdatum, fecha compra, fecha adquisicion
        """,
        Meaning.ORDER_DATE: """
            order date, date order, date ordered, ordered on, date commande, po date, commande
            le
        """,
        Meaning.SUPPLIER: """
            supplier, supplier name, fournisseur, nom fournisseur, reseller, revendeur,
            distributor, distributeur, seller, vendeur, purchased from, bought from, achete
            chez, achete aupres, supplied by, lieferant, proveedor, vendedor
        """,
        Meaning.OWNER: """
            owner, ownership, owned by, proprietaire, appartient, owner type, appartenance,
            eigentumer, besitzer, propietario
        """,
        Meaning.REMOVAL: """
            planned removal, planned removal date, removal planned, removal date, date removal,
            date retrait, retrait prevu, date prevue retrait, date retrait prevue, date retrait
            prevu, retrait planifie, scheduled removal, scheduled removal date, planned
            replacement, planned replacement date, replacement date, date remplacement, date
            prevue remplacement, remplacement prevu, decommission date, decommissioning date,
            planned decommission, planned decommission date, date mise hors service, removal,
            retrait, date retrait planifiee, phase out date, phaseout date, date demantelement
        """,
        Meaning.ASIDE: """
            status, state, statut, etat, condition, quantity, qty, quantite, qte, count, nombre,
            units, cost, price, prix, cout, value, valeur, amount, montant, purchase cost, cout
            achat, prix achat, currency, devise, warranty, garantie, warranty end, fin garantie,
            user, username, user name, utilisateur, nom utilisateur, login, assigned to,
            attribue a, email, courriel, phone, telephone, contact, responsable, custodian,
            department, departement, ministere, direction, company, compagnie, organisation,
            organization, tenant, client, customer, port, http port, https port, rtsp port, sdk
            port, port no, server port, subnet mask, subnet, mask, masque, masque reseau,
            gateway, passerelle, ipv4 gateway, ipv6 gateway, vlan, dns, dhcp, latitude,
            longitude, gps, coordinates, coordonnees, rack, position, face, created, created at,
            updated, updated at, modified, last seen, last modified, derniere modification,
            date, year, annee, time, enabled, active, actif o n, channel, channels, canal,
            canaux, resolution, fps, install date, installation date, date installation, date
            installed, installed, installed on, installe le, installation, order no, po, po no,
            purchase order, no commande, bon commande, no bon commande, purchase order no,
            invoice, invoice no, facture, no facture, contract, contrat, no contrat, contract
            no, project, projet, end life, fin vie, eol, eol date, asset eol date, uuid, guid,
            sys id, replacement, replacement model, remplacement, replaced by, remplace par,
            installer, installateur, installed by, installe par, integrator, integrateur,
            contractor, entrepreneur, recorder, enregistreur, nvr, dvr, nvr name, recorder name,
            recording server, recording server name, server, serveur, switch, commutateur,
            switch port, switch name, connected to, raccorde a, patch panel, budget, funding
            source, cost center, centre couts, last audit, verified by, verifie par, inspected
            by, image, photo, picture, tags, url image, onvif username, backup, priority,
            priorite, requestable, checkout type, checked out to, age, zustand, estado, menge,
            anzahl, cantidad, preis, precio, kosten, costo, coste, garantia, benutzer,
            benutzername, usuario, nombre usuario, abteilung, departamento, kunde, cliente,
            mandant, subnetzmaske, mascara subred, standardgateway, puerta enlace,
            installationsdatum, fecha instalacion
        """,
    }
)
"""Names as people write them, parted by commas; case, accents, blanks and marks do not count."""
