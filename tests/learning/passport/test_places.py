from utils.learning.passport import places


def test_the_chosen_place_stands_alone(passport_file):
    assert places.candidate_paths() == [passport_file]
    assert places.locate_passport() == passport_file


def test_the_checkout_is_the_folder_of_the_course():
    assert (places.CHECKOUT / "course.py").is_file()


def test_the_checkout_comes_before_the_users_folder(monkeypatch, tmp_path):
    monkeypatch.delenv("COURSE_PASSPORT")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(places, "CHECKOUT", tmp_path / "course")
    first, second = places.candidate_paths()
    assert first == tmp_path / "course" / "progress" / "passport.jsonl"
    assert second.name == "passport.jsonl"
    assert places.locate_passport() == first


def test_a_checkout_that_cannot_be_written_gives_way_to_the_users_folder(monkeypatch, tmp_path):
    monkeypatch.delenv("COURSE_PASSPORT")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(places.sys, "platform", "linux")
    (tmp_path / "course").write_text("a file where a folder should be")
    monkeypatch.setattr(places, "CHECKOUT", tmp_path / "course")
    assert places.locate_passport() == tmp_path / "data" / "myeloma-course" / "passport.jsonl"


def test_every_system_has_a_place_for_data(monkeypatch, tmp_path):
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "win"))
    monkeypatch.setattr(places.sys, "platform", "win32")
    assert places._user_data() == tmp_path / "win"
    monkeypatch.setattr(places.sys, "platform", "darwin")
    assert places._user_data().name == "Application Support"


def test_nowhere_to_write_means_memory(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("COURSE_PASSPORT", str(tmp_path / "file" / "passport.jsonl"))
    assert places.locate_passport() is None


def test_a_passport_that_can_only_be_read_is_still_found(monkeypatch, passport_file):
    passport_file.write_text("")
    monkeypatch.setattr(places, "_writable", lambda path: False)
    assert places.locate_passport() == passport_file


def test_binder_is_recognised_by_either_sign(monkeypatch):
    assert not places.on_binder()
    monkeypatch.setenv("BINDER_LAUNCH_HOST", "https://mybinder.org/")
    assert places.on_binder()
