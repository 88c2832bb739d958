"""What was read of the settings is asked for once, as long as the revision is the same."""

from core.storage.known import Known, Unremembered


def test_the_same_question_is_asked_once():
    asked = []
    known = Known("r1")
    for _ in range(2):
        assert known.recall("question", lambda: asked.append(1) or "answer") == "answer"
    assert asked == [1]


def test_of_many_only_the_unknown_are_asked_for():
    asked = []
    known = Known("r1")

    def fetch(keys):
        asked.append(sorted(keys))
        return {key: key.upper() for key in keys if key != "nobody"}

    assert known.recall_all("unit", ["a", "b"], fetch) == {"a": "A", "b": "B"}
    assert known.recall_all("unit", ["b", "c", "nobody"], fetch) == {"b": "B", "c": "C"}
    assert known.recall_all("unit", ["nobody"], fetch) == {}
    assert asked == [["a", "b"], ["c", "nobody"]]


def test_the_oldest_answers_are_forgotten_first():
    known = Known("r1", most=2)
    for key in "abc":
        known.recall(key, lambda key=key: key)
    asked = []
    for key in "bca":
        known.recall(key, lambda key=key: asked.append(key) or key)
    assert asked == ["a"]


def test_who_knows_no_revision_asks_every_time():
    asked = []
    reader = Unremembered()
    for _ in range(2):
        reader.recall("question", lambda: asked.append(1) or "answer")
    assert asked == [1, 1]
