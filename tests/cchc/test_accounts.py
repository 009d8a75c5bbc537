"""Accounts on SQLite and PostgreSQL alike: who gets in, who does not, and what is kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st
from index_helpers import open_at
from sqlalchemy import Engine, event, select, update

from cchc.accounts import ROLES, Accounts, User
from cchc.accounts.keys import digest
from cchc.accounts.passwords import Passwords, checked_name, key_of
from cchc.accounts.schema import metadata, tokens, users
from cchc.index import Index
from cchc.index.database import writing
from cchc.web.desk import Desk, Settings
from nlp.errors import AccountError

PASSWORD = "một mật khẩu dài"


@pytest.fixture
def index(tmp_path: Path, database: str | None) -> Iterator[Index]:
    with open_at(tmp_path, database) as opened:
        yield opened


@pytest.fixture
def accounts(index: Index) -> Accounts:
    return cheap(index.store.engine)


def cheap(engine: Engine) -> Accounts:
    """Return accounts whose hashes cost next to nothing."""
    made = Accounts(engine)
    made.passwords = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    return made


def refused(code: str) -> pytest.RaisesExc[AccountError]:
    return pytest.RaisesExc(AccountError, check=lambda error: error.code == code)


def everything(engine: Engine) -> str:
    """Return all that the database holds, as one text."""
    with engine.connect() as connection:
        return "\n".join(str(row) for table in metadata.sorted_tables for row in connection.execute(select(table)))


def test_each_role_may_what_those_before_it_may(accounts: Accounts) -> None:
    for number, role in enumerate(ROLES):
        user = accounts.add(role, role, PASSWORD)
        assert [user.may(other) for other in ROLES] == [rank <= number for rank in range(len(ROLES))]
    assert [user.name for user in accounts.list()] == sorted(ROLES)


def test_names_are_taken_whatever_their_case_and_typing(accounts: Accounts) -> None:
    assert not accounts.any()
    made = accounts.add(unicodedata.normalize("NFD", "Nguyễn Văn Ân"), "viewer", PASSWORD)
    assert accounts.any() and made.name == "Nguyễn Văn Ân"
    assert accounts.get("NGUYỄN VĂN ÂN") == made
    with refused("E060"):
        accounts.add("nguyễn văn ân", "viewer", PASSWORD)
    assert accounts.add("Nguyen Van An", "viewer", PASSWORD).id != made.id
    with refused("E065"):
        accounts.get("nguyễn")


@pytest.mark.parametrize("name", ["", " lan", "lan ", "a  b", "a\nb", "lan\0", "\ud800", "<b>", "_", "x" * 65])
def test_what_is_no_name(accounts: Accounts, name: str) -> None:
    with refused("E061"):
        accounts.add(name, "viewer", PASSWORD)
    assert accounts.check(name, PASSWORD) is None


@pytest.mark.parametrize("password", ["", "chín chữ9", "Lê Thị Hoàng", "LÊ THỊ HOÀNG"])
def test_weak_passwords(accounts: Accounts, password: str) -> None:
    with refused("E062"):
        accounts.add("Lê Thị Hoàng", "viewer", unicodedata.normalize("NFD", password))
    accounts.add("Lê Thị Hoàng", "viewer", "chín chữ 9")  # ten code points will do
    with refused("E062"):
        accounts.set_password("lê thị hoàng", password)


def test_an_unknown_role_is_told_with_what_was_meant(accounts: Accounts) -> None:
    with refused("E063") as told:
        accounts.add("lan", "reviewr", PASSWORD)
    assert "did you mean reviewer?" in told.value.message("en")
    accounts.add("lan", "viewer", PASSWORD)
    with refused("E063"):
        accounts.set_role("lan", "boss")


def test_the_last_admin_stays(accounts: Accounts) -> None:
    accounts.add("lan", "admin", PASSWORD)
    accounts.add("an", "viewer", PASSWORD)
    attempts = (lambda: accounts.remove("lan"), lambda: accounts.set_role("lan", "reviewer"),
                lambda: accounts.set_active("lan", False))  # fmt: skip
    for attempt in attempts:
        with refused("E064"):
            attempt()
    accounts.set_role("lan", "admin")
    accounts.set_role("an", "admin")
    accounts.set_active("an", False)
    with refused("E064"):  # one who is locked out is no help
        accounts.remove("lan")
    accounts.set_active("an", True)
    accounts.remove("lan")
    assert [user.name for user in accounts.list()] == ["an"]


def test_two_admins_cannot_remove_each_other_at_once(accounts: Accounts) -> None:
    for turn in range(5):
        names = [f"a{turn}", f"b{turn}"]
        for name in names:
            accounts.add(name, "admin", PASSWORD)
        for other in accounts.list():
            if other.name not in names:
                accounts.remove(other.name)
        with ThreadPoolExecutor(2) as pool:
            done = [pool.submit(accounts.remove, name) for name in names]
        assert sorted(type(one.exception()) is AccountError for one in done) == [False, True]


def test_a_password_lets_in_and_is_not_kept(accounts: Accounts) -> None:
    user = accounts.add("Lan", "viewer", PASSWORD)
    assert accounts.check("lan", unicodedata.normalize("NFD", PASSWORD)) == user
    assert accounts.check("lan", PASSWORD + "!") is None
    assert accounts.check("lan", "\ud800") is None
    assert PASSWORD not in everything(accounts.engine)


def test_unknown_locked_and_wrong_cost_one_verification_each(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts.add("lan", "viewer", PASSWORD)
    accounts.add("an", "viewer", PASSWORD)
    accounts.set_active("an", False)
    costs: list[str] = []
    verify = PasswordHasher.verify

    def counted(self: PasswordHasher, kept: str, password: bytes) -> bool:
        costs.append(kept.rpartition("$")[0].rpartition("$")[0])
        return verify(self, kept, password)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    for name in ("lan", "an", "nobody"):
        assert accounts.check(name, PASSWORD + ("!" if name == "lan" else "")) is None
    assert len(costs) == 3 and len(set(costs)) == 1  # one each, with the same parameters


def test_a_hash_with_other_parameters_is_made_anew(accounts: Accounts) -> None:
    accounts.add("lan", "viewer", PASSWORD)
    old = hash_of(accounts, "lan")
    accounts.passwords = Passwords(PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    assert accounts.check("lan", "something else") is None and hash_of(accounts, "lan") == old
    assert accounts.check("lan", PASSWORD) is not None
    new = hash_of(accounts, "lan")
    assert "m=16,t=2" in new and accounts.check("lan", PASSWORD) is not None and hash_of(accounts, "lan") == new


def test_a_damaged_hash_lets_nobody_in(accounts: Accounts) -> None:
    accounts.add("lan", "viewer", PASSWORD)
    with writing(accounts.engine).begin() as connection:
        connection.execute(update(users).values(password="x"))
    assert accounts.check("lan", PASSWORD) is None


def hash_of(accounts: Accounts, key: str) -> str:
    with accounts.engine.connect() as connection:
        return str(connection.execute(select(users.c.password).where(users.c.key == key)).scalar_one())


def test_a_session_lasts_until_it_ends(accounts: Accounts) -> None:
    user = accounts.add("lan", "viewer", PASSWORD)
    first, second = accounts.open_session(user), accounts.open_session(user)
    found = accounts.session(first)
    assert found is not None and found.user == user and re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]{8}\+00:00", found.created)
    assert accounts.session(first + "x") is None and accounts.session("\ud800") is None
    accounts.close_session(first)
    assert accounts.session(first) is None and accounts.session(second) is not None
    accounts.close_session(second)
    assert accounts.session(second) is None


def test_a_session_before_the_login_has_no_user(accounts: Accounts) -> None:
    accounts.add("lan", "viewer", PASSWORD)
    found = accounts.session(accounts.open_session(None))
    assert found is not None and found.user is None
    token = accounts.open_session(None)
    accounts.set_password("lan", "một mật khẩu khác")
    assert accounts.session(token) is not None


def test_what_has_expired_is_nothing(accounts: Accounts) -> None:
    user = accounts.add("lan", "viewer", PASSWORD)
    old, new = accounts.open_session(user, hours=-1), accounts.open_session(user)
    (_, spent), (_, lasting) = accounts.make_token("lan", "a", days=-1), accounts.make_token("lan", "b", days=None)
    assert accounts.session(old) is None and accounts.by_token(spent) is None
    assert [token.label for token in accounts.tokens("lan")] == ["b"]
    assert (accounts.purge(), accounts.purge()) == (2, 0)
    assert accounts.session(new) is not None and accounts.by_token(lasting) == user


def test_roles_and_locks_reach_open_sessions_at_once(accounts: Accounts) -> None:
    user = accounts.add("lan", "viewer", PASSWORD)
    session, (_, secret) = accounts.open_session(user), accounts.make_token(user, "a")
    accounts.set_role("lan", "reviewer")
    for seen in (accounts.session(session).user, accounts.by_token(secret)):  # type: ignore[union-attr]
        assert seen is not None and seen.role == "reviewer"
    accounts.set_active("lan", False)
    assert not accounts.any() and not accounts.get("lan").may("viewer")
    assert accounts.session(session) is None and accounts.by_token(secret) is None
    accounts.set_active("lan", True)
    assert accounts.session(session) is None and accounts.by_token(secret) is not None


def test_another_password_ends_the_sessions_of_that_account_alone(accounts: Accounts) -> None:
    lan, an = accounts.add("lan", "viewer", PASSWORD), accounts.add("an", "viewer", PASSWORD)
    hers, his = accounts.open_session(lan), accounts.open_session(an)
    accounts.set_password("lan", PASSWORD + "2")
    assert accounts.session(hers) is None and accounts.session(his) is not None
    assert accounts.check("lan", PASSWORD) is None and accounts.check("lan", PASSWORD + "2") == lan
    with refused("E065"):
        accounts.set_password("nobody", PASSWORD)


def test_a_removed_account_leaves_only_its_name_in_the_log(accounts: Accounts) -> None:
    user = accounts.add("lan", "viewer", PASSWORD)
    session, (_, secret) = accounts.open_session(user), accounts.make_token(user, "a")
    accounts.save_view("v", "/tim-kiem", "lan")
    accounts.note("login", "lan")
    accounts.remove("lan")
    assert accounts.session(session) is None and accounts.by_token(secret) is None
    assert [row.user for row in accounts.audit()] == ["lan"]
    again = accounts.add("lan", "viewer", PASSWORD)
    assert again.id != user.id and accounts.tokens(again) == [] and accounts.views("lan") == []
    accounts.remove("lan")
    with refused("E065"):
        accounts.open_session(again)


def test_secrets_are_not_kept(accounts: Accounts) -> None:
    user = accounts.add("lan", "viewer", PASSWORD)
    session, (token, secret) = accounts.open_session(user), accounts.make_token(user, "sao lưu")
    held = everything(accounts.engine)
    assert secret.startswith("cchc_") and digest(secret) in held and digest(session) in held
    for hidden in (session, secret):
        assert hidden not in held and hidden not in repr(token)


def test_a_session_is_found_in_one_read_by_its_key(accounts: Accounts) -> None:
    token, asked = accounts.open_session(None), []
    event.listen(accounts.engine, "before_cursor_execute", lambda *told: asked.append(told[2:4]))
    assert accounts.session(token) is not None
    reads = [(sql, values) for sql, values in asked if sql.startswith("SELECT")]
    assert len(reads) == 1
    if accounts.engine.dialect.name == "sqlite":  # PostgreSQL scans a table of one page whatever its keys
        with accounts.engine.connect() as connection:
            plan = [row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {reads[0][0]}", reads[0][1])]
        assert plan and all(step.startswith("SEARCH") for step in plan), plan


def test_tokens_act_for_their_account_until_revoked(accounts: Accounts) -> None:
    lan, an = accounts.add("lan", "viewer", PASSWORD), accounts.add("an", "viewer", PASSWORD)
    token, secret = accounts.make_token(lan, "sao lưu")
    assert (token.user, token.label, token.last_used) == ("lan", "sao lưu", None)
    assert accounts.by_token(secret) == lan and accounts.by_token("cchc_x") is None
    assert accounts.tokens(lan)[0].last_used is not None and accounts.tokens(an) == []
    assert not accounts.revoke(token.id, an) and not accounts.revoke(10**30, lan)
    assert accounts.by_token(secret) == lan
    assert accounts.revoke(token.id, lan) and accounts.by_token(secret) is None


def test_the_use_of_a_token_is_written_down_only_now_and_then(accounts: Accounts) -> None:
    accounts.add("lan", "viewer", PASSWORD)
    _, secret = accounts.make_token("lan", "a")
    seen = []
    for earlier in ("2020-01-01T00:00:00+00:00", "2999-01-01T00:00:00+00:00"):
        with writing(accounts.engine).begin() as connection:
            connection.execute(update(tokens).values(last_used=earlier))
        accounts.by_token(secret)
        seen.append(accounts.tokens("lan")[0].last_used != earlier)
    assert seen == [True, False]


def test_the_signing_key_is_made_once(index: Index, tmp_path: Path, database: str | None) -> None:
    with open_at(tmp_path, database) as other, ThreadPoolExecutor(8) as pool:
        both = [Accounts(one.store.engine) for one in (index, other)]
        made = set(pool.map(lambda one: one.signing_key(), both * 8))
    assert len(made) == 1 and len(made.pop()) == 32


def test_the_log_is_read_newest_first_page_by_page(accounts: Accounts) -> None:
    for number in range(5):
        accounts.note("login" if number % 2 else "export", "lan" if number < 4 else None, str(number), "10.0.0.1")
    assert [row.detail for row in accounts.audit()] == list("43210")
    first = accounts.audit(limit=2)
    assert [row.detail for row in accounts.audit(limit=2, before=first[-1].id)] == ["2", "1"]
    assert [row.detail for row in accounts.audit(action="login")] == ["3", "1"]
    assert [row.detail for row in accounts.audit(action="export", user="lan")] == ["2", "0"]
    assert (first[0].user, first[0].address) == (None, "10.0.0.1")


def test_letters_that_no_database_takes(accounts: Accounts) -> None:
    accounts.add("lan", "viewer", PASSWORD)
    accounts.note("login\0", "\ud800", "a\0b", "\0")
    assert accounts.audit()[0].detail == "ab" and accounts.audit(user="\ud800")[0].user == "?"
    accounts.make_token("lan", "\0\ud800")
    accounts.save_view("\0v", "/\ud800", "lan")
    assert accounts.views("lan")[0].path == "/?"


def test_views_are_their_savers(accounts: Accounts) -> None:
    accounts.add("lan", "viewer", PASSWORD)
    accounts.add("an", "viewer", PASSWORD)
    view = accounts.save_view("Trễ hạn", "/tim-kiem?q=trễ", "lan")
    nobodys = accounts.save_view("Chung", "/tim-kiem", None)
    assert accounts.views("lan") == [view] and accounts.views(None) == [nobodys] and accounts.views("an") == []
    assert not accounts.drop_view(view.id, "an") and not accounts.drop_view(view.id, None)
    assert accounts.drop_view(view.id, "lan") and accounts.views("lan") == []
    assert accounts.drop_view(nobodys.id, None) and not accounts.drop_view(10**30, None)
    with refused("E065"):
        accounts.save_view("v", "/", "nobody")


@given(st.text(max_size=70))
def test_names_that_pass_come_back_the_same(name: str) -> None:
    try:
        kept = checked_name(name)
    except AccountError as error:
        assert error.code == "E061"
        return
    assert checked_name(kept) == kept and kept.isprintable() and kept == kept.strip()
    assert key_of(kept) == key_of(unicodedata.normalize("NFD", name)) == key_of(key_of(name))


@given(st.text(), st.text())
def test_no_password_is_right_for_nobody(password: str, other: str) -> None:
    passwords = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    assert not passwords.right(None, password)
    same = unicodedata.normalize("NFC", password) == unicodedata.normalize("NFC", other)
    assert passwords.right(passwords.hash(password), other) is same


def test_a_locked_user_may_nothing() -> None:
    assert not User(1, "lan", "admin", "", False).may("viewer")


def test_the_desk_deletes_what_has_expired(tmp_path: Path) -> None:
    with open_at(tmp_path, None) as index:
        accounts = cheap(index.store.engine)
        user = accounts.add("lan", "viewer", PASSWORD)
        accounts.open_session(user, hours=-1)
        lasting = accounts.open_session(user)
    Desk(Settings(tmp_path)).close()
    with open_at(tmp_path, None) as index:
        left = cheap(index.store.engine)
        assert left.purge() == 0 and left.session(lasting) is not None
