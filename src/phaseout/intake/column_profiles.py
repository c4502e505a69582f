"""What do the columns of the tables hold that known tools export?

Only what goes against the usual meaning of a name, or what decides whose table it is, has to be said. Of
tables with a fixed set of columns the rest is left out, so that the name of a storage pool describes no
camera. Sources of the columns: docs/columns.md.
"""

from collections.abc import Mapping
from types import MappingProxyType

from phaseout.intake.column_meanings import Meaning
from phaseout.intake.column_profile import ColumnProfile, Profiles, Use, plain_name


def _profile(
    name: str,
    signs: tuple[str, ...],
    columns: Mapping[Meaning, str],
    *,
    reads_others: bool = True,
    prefixes: tuple[str, ...] = (),
    is_told_by_equipment: bool = False,
) -> ColumnProfile:
    """Make a profile of names parted by commas."""
    return ColumnProfile(
        name=name,
        signs=tuple(frozenset(map(plain_name, sign.split(","))) for sign in signs),
        uses=MappingProxyType(
            {plain_name(one): Use(meaning) for meaning, names in columns.items() for one in names.split(",")}
        ),
        reads_others=reads_others,
        prefixes=prefixes,
        is_told_by_equipment=is_told_by_equipment,
    )


_SADP = _profile(
    "sadp",
    ("Device Type, Device Serial No., DSP Version", "Device Type, Device Serial No., IPv4 Gateway"),
    {
        Meaning.DEVICE_TYPE: "Device Type",
        Meaning.SERIAL: "Device Serial No.",
        Meaning.FIRMWARE: "Software Version",
        Meaning.IP: "IPv4 Address, IPv6 Address",
        Meaning.MAC: "MAC Address",
    },
    reads_others=False,
    is_told_by_equipment=True,
)
# The fields of the answers themselves, as tools of others list them. "DeviceType" is an opaque number there.
_SADP_FIELDS = _profile(
    "sadp-fields",
    ("DeviceDescription, DeviceSN, SoftwareVersion", "DeviceDescription, DeviceSN, MAC"),
    {
        Meaning.DEVICE_TYPE: "DeviceDescription",
        Meaning.SERIAL: "DeviceSN",
        Meaning.FIRMWARE: "SoftwareVersion",
        Meaning.IP: "IPv4Address, IPv6Address",
        Meaning.MAC: "MAC",
        Meaning.DESCRIPTION: "OEMInfo",
        Meaning.CREDENTIAL: "Salt",
    },
    reads_others=False,
    is_told_by_equipment=True,
)
_CONFIG_TOOL = _profile(
    "configtool",
    ("SN, Version, Model, Type, MAC, HTTP port", "SN, Version, Model, Type, MAC, Status, IP"),
    {Meaning.KIND: "Type", Meaning.ASIDE: "NO., Status"},
    is_told_by_equipment=True,
)
_IVMS_4200 = _profile(
    "ivms-4200",
    ("Nickname, Adding Mode, Address", "Nickname, Adding Mode, Device Information"),
    {
        Meaning.NAME: "Nickname",
        Meaning.ADDRESS: "Address",
        Meaning.ACCOUNT: "Device Information",
    },
    reads_others=False,
)
_HIKCENTRAL = _profile(
    "hikcentral",
    ("Device Address, Device Port, Device Name",),
    {Meaning.ADDRESS: "Device Address", Meaning.NAME: "Device Name"},
)
# A driver says which dialect a unit answers, not whose name is on it: a description, which suggests.
_MILESTONE_CAMERAS = _profile(
    "milestone-cameras",
    ("HardwareName, DriverFamily, Address", "HardwareName, DriverFamily, RecorderName"),
    {
        Meaning.NAME: "Name",
        Meaning.DESCRIPTION: "HardwareName, DriverFamily, Driver",
        Meaning.MODEL: "Model",
        Meaning.ADDRESS: "Address",
        Meaning.MAC: "MAC",
        Meaning.FIRMWARE: "Firmware",
        Meaning.SERIAL: "SerialNumber",
    },
    reads_others=False,
)
_MILESTONE_HARDWARE = _profile(
    "milestone-hardware",
    (
        "HardwareAddress, DriverDisplayName",
        "HardwareAddress, DriverNumber",
        "HardwareAddress, HardwareDriverID",
        "HardwareAddress, HardwareUsername",
    ),
    {
        Meaning.NAME: "HardwareName",
        Meaning.ADDRESS: "HardwareAddress",
        Meaning.MAC: "MacAddress, HardwareMac",
        Meaning.MODEL: "Model, HardwareModel",
        Meaning.DESCRIPTION: "DriverDisplayName, DriverFamily, Description",
        Meaning.SERIAL: "SerialNumber",
        Meaning.FIRMWARE: "Firmware, FirmwareVersion",
    },
    reads_others=False,
)
_GENETEC = _profile(
    "genetec",
    ("Unit, Manufacturer, Product type", "Unité, Fabricant, Type de produit"),
    {
        Meaning.NAME: "Unit, Unité",
        Meaning.MODEL: "Product type, Type de produit",
        # The role that talks to the unit, and firmware it does not have yet.
        Meaning.ASIDE: "Role, Rôle, Proposed firmware version, Proposed firmware, Micrologiciel proposé,"
        "Version de micrologiciel proposée",
    },
)
_AXIS = _profile(
    "axis",
    (
        "Serial number, Model, Firmware version, Connection status",
        "Serial number, Model, AXIS OS version",
        "Serial number, Model, Firmware version, DHCP, Host name",
        "Numéro de série, Modèle, Version du firmware, État de la connexion",
    ),
    {Meaning.SERIAL_AND_MAC: "Serial number, Numéro de série"},
)
_NETBOX = _profile(
    "netbox",
    (
        "device_type, role, site",
        "device_type, role, manufacturer",
        "Type, Role, Manufacturer, Rack",
        "Type, Role, Manufacturer, Tenant",
        "Type, Rôle, Fabricant, Baie",
    ),
    {
        Meaning.MODEL: "device_type, Type",
        Meaning.KIND: "role, Rôle",
        Meaning.ASIDE: "platform, Plateforme, cluster, config_template, virtual_chassis, airflow",
    },
    prefixes=("cf_",),
)
_SERVICENOW = _profile(
    "servicenow",
    ("sys_class_name", "model_id, serial_number", "Model ID, Serial number, Class", "install_status, name"),
    {
        Meaning.KIND: "sys_class_name, Class, category, subcategory, u_type",
        Meaning.MODEL: "model_id, Model ID",
    },
    prefixes=("u_",),
)
_AXONIUS = _profile(
    "axonius",
    (
        "specific_data.data.network_interfaces.mac",
        "specific_data.data.hostname",
        "Adapter Connections, Host Name",
        "Network Interfaces: MAC, Network Interfaces: IPs",
    ),
    {
        Meaning.NAME: "Asset Name, name",
        Meaning.HOSTNAMES: "Host Name, hostname",
        Meaning.ADDRESSES: "Network Interfaces: IPs, network_interfaces.ips, Public IPs",
        Meaning.MAC: "Network Interfaces: MAC, network_interfaces.mac",
        Meaning.MANUFACTURER: "Device Manufacturer, device_manufacturer",
        Meaning.MODEL: "Device Model, device_model",
        Meaning.SERIAL: "Device Manufacturer Serial, Device Serial, device_serial",
        # The holder of the address block is what our own address data say, with its date.
        Meaning.ASIDE: "Network Interfaces: Manufacturer, network_interfaces.manufacturer, OS: Type,"
        "OS: Distribution, os.type, adapters, Adapter Connections",
    },
    prefixes=("specific_data.data.", "aggregated: "),
)
# What runZero concludes ("hw", "type") is another program's word and only suggests; "mac_vendors" says no
# more than the addresses do.
_RUNZERO = _profile(
    "runzero",
    ("addresses, macs, hw", "addresses_extra, macs", "address, mac_vendors, hw"),
    {
        Meaning.ADDRESSES: "addresses, addresses_extra, address",
        Meaning.MAC: "macs, mac, newest_mac",
        Meaning.HOSTNAMES: "names, hostnames, name",
        Meaning.CONCLUDED: "hw, type",
        Meaning.DESCRIPTION: "comments, asset_comments",
        Meaning.SERIAL: "serialNumbers, serial_numbers",
        Meaning.SITE: "site_name, site",
    },
    reads_others=False,
)
ZONEMINDER = _profile(
    "zoneminder",
    (
        "Function, Path, SecondPath",
        "ManufacturerId, ModelId, Path",
        "ONVIF_URL, Path, Host",
        "Host, Path, SubPath",
    ),
    {
        Meaning.NAME: "Name",
        Meaning.DESCRIPTION: "Notes",
        Meaning.ADDRESS: "Host, Path, SecondPath, ONVIF_URL",
        Meaning.MANUFACTURER: "Manufacturer",
        Meaning.MODEL: "Model",
    },
    reads_others=False,
)
"""The table of monitors, also as a dump of the database has it."""

BUILT_IN: Profiles = (
    _SADP,
    _SADP_FIELDS,
    _CONFIG_TOOL,
    _IVMS_4200,
    _HIKCENTRAL,
    _MILESTONE_CAMERAS,
    _MILESTONE_HARDWARE,
    _GENETEC,
    _AXIS,
    _RUNZERO,
    _AXONIUS,
    _NETBOX,
    _SERVICENOW,
    ZONEMINDER,
)
"""The tools whose tables need more than the names of their columns."""
