"""What may be kept of a label."""

import pytest

from phaseout.intake.credential import without_credentials
from phaseout.intake.label_code import without_label_credential


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\n\r"])
@pytest.mark.parametrize("service", ["www.hik-connect.com", "www.ys7.com", "www.ezviz7.com", "ys7"])
def test_the_verification_code_of_a_hikvision_label_is_dropped(service: str, end: str) -> None:
    code = end.join([service, "C78047095", "TQJATV", "DS-2CD2143G0-I", ""])
    kept, dropped = without_label_credential(code)
    assert kept == end.join([service, "C78047095", "", "DS-2CD2143G0-I", ""])
    assert dropped == "verification code"


def test_a_scanner_that_writes_blanks_for_line_ends_is_understood() -> None:
    assert without_label_credential("ys7 C78047095 TQJATV CS-C1HC") == (
        "ys7 C78047095  CS-C1HC",
        "verification code",
    )


def test_a_label_without_a_model_loses_its_code_too() -> None:
    assert without_label_credential("ys7\rC78047095\rTQJATV") == ("ys7\rC78047095\r", "verification code")


def test_the_safety_code_of_a_dahua_label_is_dropped() -> None:
    kept, dropped = without_label_credential("{SN:1F006E4PAX00075,DT:IPC-HFW5442E,SC:L2B3C4D5}")
    assert (kept, dropped) == ("{SN:1F006E4PAX00075,DT:IPC-HFW5442E,SC:}", "safety code")


def test_an_export_of_devices_is_refused_whole() -> None:
    kept, dropped = without_label_credential("QRC03010003ZGV2aWNlcyBhbmQgcGFzc3dvcmRz")
    assert kept is None
    assert dropped is not None


@pytest.mark.parametrize(
    "text", ["Verification Code: TQJATV", "验证码：TQJATV", "Code de vérification TQJATV"]
)
def test_a_printed_verification_code_is_dropped(text: str) -> None:
    kept, dropped = without_label_credential(f"DS-2CD2143G0-I {text}")
    assert kept is not None
    assert "TQJATV" not in kept
    assert kept.startswith("DS-2CD2143G0-I")
    assert dropped == "verification code"


@pytest.mark.parametrize(
    "text", ["C78047095", "DS-2CD2143G0-I\r20190822\rABCDEF\r", "www.axis.com", "SN: B8A44F000001 P3245-V"]
)
def test_other_labels_stay_as_they_are(text: str) -> None:
    assert without_label_credential(text) == (text, None)


@pytest.mark.parametrize("before", ["", " ", "code: "])
@pytest.mark.parametrize("end", ["c2VjcmV0", "c2VjcmV0Lw==", "c2Vj+cmV0/w"])
def test_an_export_code_of_hik_connect_is_dropped_wherever_it_stands(before: str, end: str) -> None:
    kept, dropped = without_credentials("label.code", f"{before}QRC03010003{end}")
    assert kept == (before if before.strip() else None)
    assert dropped == "Hik-Connect export code, which holds device passwords"
