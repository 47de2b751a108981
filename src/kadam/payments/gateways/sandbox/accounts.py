"""Linked accounts: who can be paid, and where."""

from __future__ import annotations

from kadam.payments.gateways.sandbox import shapes
from kadam.payments.gateways.sandbox.desk import Desk, Problem
from kadam.payments.gateways.sandbox.orders import FAILING_UPI_ID
from kadam.payments.gateways.sandbox.store import Entity

FAILING_BANK_ACCOUNT = "9999999999"


def create_account(desk: Desk, ask: Entity) -> Entity:
    """POST /v2/accounts: one for each e-mail address."""
    for name in ("email", "legal_business_name", "business_type"):
        if not ask.get(name):
            raise Problem(f"The {name.replace('_', ' ')} field is required.", field=name)
    if known := desk.store.listed("account", receipt=ask["email"].lower(), count=1, skip=0):
        number = known[0]["id"].removeprefix("acc_")
        raise Problem(f"Merchant email already exists for account - {number}", field="email")
    account = shapes.account(desk.store.new_id("acc"), asked=ask, at=desk.now())
    return desk.store.add("account", account, receipt=ask["email"].lower())


def fetch_account(desk: Desk, account_id: str, ask: Entity) -> Entity:
    """GET /v2/accounts/:id."""
    return desk.find("account", account_id)


def create_stakeholder(desk: Desk, account_id: str, ask: Entity) -> Entity:
    """POST /v2/accounts/:id/stakeholders."""
    desk.find("account", account_id)
    stakeholder = shapes.stakeholder(desk.store.new_id("sth"), asked=ask)
    return desk.store.add("stakeholder", stakeholder, parent=account_id)


def request_product(desk: Desk, account_id: str, ask: Entity) -> Entity:
    """POST /v2/accounts/:id/products: the same one when asked again."""
    account = desk.find("account", account_id)
    if known := desk.store.children("product", account_id):
        return known[0]
    number = desk.store.new_id("acc_prd")
    product = shapes.product(number, of=account, settlements=ask.get("settlements") or {}, at=desk.now())
    return desk.store.add("product", product, parent=account_id)


def edit_product(desk: Desk, account_id: str, product_id: str, ask: Entity) -> Entity:
    """PATCH /v2/accounts/:id/products/:id: where it settles to; that activates it."""
    account = desk.find("account", account_id)
    product = desk.find("product", product_id)
    known = product["active_configuration"]["settlements"]
    settlements = ask.get("settlements") or known
    changed = shapes.product(product_id, of=account, settlements=settlements, at=product["requested_at"])
    product = desk.store.change(product, **changed)
    if settlements != known:
        desk.tell("product.route.activated", merchant_product=product)
    return product


def fetch_product(desk: Desk, account_id: str, product_id: str, ask: Entity) -> Entity:
    """GET /v2/accounts/:id/products/:id."""
    desk.find("account", account_id)
    return desk.find("product", product_id)


def active(desk: Desk, account: Entity) -> bool:
    """Whether money can be sent to it."""
    return any(
        one["activation_status"] == "activated" for one in desk.store.children("product", account["id"])
    )


def refuses_money(desk: Desk, account_id: str) -> bool:
    """Whether its bank refuses: the documented failing UPI id, and one bank account."""
    settlements = desk.store.children("product", account_id)[0]["active_configuration"]["settlements"]
    failing = (FAILING_UPI_ID, FAILING_BANK_ACCOUNT)
    return settlements.get("vpa") in failing or settlements.get("account_number") in failing
