"""Is every file of a register directory read, or said not to be?"""

import pytest

NOT_READ = "nothing of the register is kept under this name"


def said(book):
    return {fault.file.removeprefix(f"{book.directory}/"): fault.message for fault in book.faults()}


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("measures/xx/draft.yml", f"{NOT_READ}: measures/**/*.yaml is read"),
        ("measures/xx/draft.json", f"{NOT_READ}: measures/**/*.yaml is read"),
        ("measures/xx/acme-ban.yaml~", f"{NOT_READ}: measures/**/*.yaml is read"),
        ("measures/xx/.acme-ban.yaml.swp", f"{NOT_READ}: measures/**/*.yaml is read"),
        ("measures/notes.md", f"{NOT_READ}: measures/**/*.yaml is read"),
        ("cases/acme.yaml", f"{NOT_READ}: cases/**/*.yml is read"),
        ("parties/old/acme.yaml", f"{NOT_READ}: parties/*.yaml is read"),
        ("schema/deeper/measures.json", NOT_READ),
        ("mesures/xx/ban.yaml", NOT_READ),
        ("rules.toml", NOT_READ),
    ],
)
def test_a_file_that_nothing_reads_is_a_fault_that_says_what_is_read(book, name, why):
    book.write(name, "id: x\n")
    assert said(book) == {name: why}


@pytest.mark.parametrize(
    "name", ["README.md", "notes.txt", "LICENSE", "schema/measures.json", ".gitignore", ".git/x/y"]
)
def test_words_schemas_and_what_tools_keep_may_stand_beside_the_entries(book, name):
    book.write(name, "x\n")
    assert said(book) == {}


def test_an_empty_folder_of_another_name_is_a_fault_and_one_of_the_register_is_none(book):
    (book.directory / "partys" / "xx").mkdir(parents=True)
    (book.directory / "measures" / "yy").mkdir(parents=True)
    assert said(book) == {"partys/xx": "nothing of the register is kept in a folder of this name"}


def test_a_link_to_a_folder_that_is_not_followed_is_a_fault(book, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "ban.yaml").write_text("id: xx/ban\n")
    (book.directory / "measures" / "zz").symlink_to(elsewhere)
    (fault,) = said(book).items()
    assert fault == ("measures/zz", "is a link to a folder, and links are not followed: put the files here")
