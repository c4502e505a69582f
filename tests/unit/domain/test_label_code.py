"""What do the codes on labels say?"""

import pytest

from phaseout.domain.label_code import LabelCode, label_code


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\n\r", " "])
@pytest.mark.parametrize("secret", ["", "ABCDEF"])
def test_a_code_of_hikvisions_says_service_serial_number_and_model(end: str, secret: str) -> None:
    text = end.join(("www.hik-connect.com", "C78047095", secret, "DS-2CD2143G0-I", ""))
    assert label_code(text) == LabelCode("www.hik-connect.com", "C78047095", "DS-2CD2143G0-I")


def test_a_code_without_a_model_says_none() -> None:
    assert label_code("ys7\r456654855\rABCDEF") == LabelCode("ys7", "456654855", "")


@pytest.mark.parametrize(
    "text",
    ["{SN:4M0123BPAJ12345,DT:DH-IPC-HDW2439TP,SC:L2ABCDEF,NC:010}", "SN:4M0123BPAJ12345,DT:DH-IPC-HDW2439TP"],
)
def test_a_code_of_dahuas_says_serial_number_and_model(text: str) -> None:
    assert label_code(text) == LabelCode("", "4M0123BPAJ12345", "DH-IPC-HDW2439TP")


@pytest.mark.parametrize(
    "text",
    [
        "C78047095",
        "EZVIZ C3W camera",
        "https://www.example.org/a page",
        "www.hik-connect.com",
        "www.hik-connect.com\r\r\r",
        "{SN:,DT:x}",
        "",
    ],
)
def test_any_other_text_says_nothing(text: str) -> None:
    assert label_code(text) is None


def test_a_secret_is_never_part_of_what_is_said() -> None:
    for text in ("www.ys7.com\rC78047095\rSECRET\rDS-1\r", "{SN:4M0123BPAJ12345,DT:IPC,SC:SECRET}"):
        assert "SECRET" not in repr(label_code(text))
