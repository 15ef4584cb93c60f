"""Where TM Forum records keep what a ticket says: one row a place. A new place or import field is one row here.

Sources: TMF621 Trouble Ticket v5.0.1 and v4, TMF622 Product Ordering v5.0.0 and v4, as published by TM Forum.
"""

from __future__ import annotations

from typing import NamedTuple

from counter_app.exchange.values import KIND, MOMENT, MONEY, NUMBER, TEXT, WORD


class Family(NamedTuple):
    """One API's tickets. ``source`` and ``type`` make the key of its records, ``inside`` is its name within an event.

    ``telling``: fields that only this API's records have, for records that do not say their ``@type``.
    """

    source: str
    type: str
    inside: str
    telling: frozenset[str]


class Place(NamedTuple):
    """Where a field of a ticket is found. Rows of one field are tried in order, the first that says something stands.

    They must be places of the same fact: partial records hold some of them only.
    """

    source: str
    field: str
    place: str
    reading: str


class Trail(NamedTuple):
    """A list of dated entries that become events of the ticket.

    ``at``, ``status`` and ``author`` are tried in order, ``texts`` are joined. ``dates_the_record``: its dates count
    for the record's moment. ``state``: how the entry itself stands (a milestone's ``Completed`` is never the state of
    the order); once it is one of ``DONE_WORDS``, a text that some route knows as a step is that step.
    """

    source: str
    place: str
    at: tuple[str, ...]
    texts: tuple[str, ...]
    status: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    dates_the_record: bool = False
    state: str = ""


TROUBLE, ORDER = "tmf621", "tmf622"
FAMILIES = (
    Family(TROUBLE, "TroubleTicket", "troubleTicket",
           frozenset({"ticketType", "severity", "troubleTicketCharacteristic", "statusChangeHistory", "statusChange"})),
    Family(ORDER, "ProductOrder", "productOrder",
           frozenset({"productOrderItem", "orderItem", "orderDate", "productOrderMilestone"})),
)
CANCEL_TYPE, CANCEL_INSIDE, CANCEL_OF = "CancelProductOrder", "cancelProductOrder", "productOrder.id"
CANCEL_MADE, CANCEL_STANDS = ("creationDate", "requestedCancellationDate"), "effectiveCancellationDate"

LINE_NAMES = "TEL_MSISDN|MSISDN|TEL_NUMBER|phoneNumber|serviceNumber|业务号码|服务号码|手机号码|宽带账号"
CONTACT_NAMES = "contactNumber|contactPhone|CONTACT_NUMBER|联系电话|联系号码"
SITE_NAMES = "installationAddress|serviceAddress|siteAddress|地址|装机地址|安装地址"
FEE_NAMES = "fee|费用|应收费用"
PICK_UP_NAMES = "pickUpDate|pickUpAt|取机日期|取机时间"
OWNERS, APPLICANTS = "customer|owner|accountHolder|机主|客户", "reporter|applicant|requester|originator|申请人|经办人"
ABOUT = "Product|ProductRef|Service|ServiceRef"

PLACES = (
    # TMF621: trouble tickets
    Place(TROUBLE, "status", "status", WORD),
    Place(TROUBLE, "status", "state", WORD),
    Place(TROUBLE, "kind", "ticketType", WORD),
    Place(TROUBLE, "kind", "type", WORD),
    Place(TROUBLE, "reason", "statusChangeReason", TEXT),
    Place(TROUBLE, "title", "name", TEXT),
    Place(TROUBLE, "opened_at", "creationDate", MOMENT),
    Place(TROUBLE, "expected_at", "expectedResolutionDate", MOMENT),
    Place(TROUBLE, "expected_at", "targetResolutionDate", MOMENT),
    Place(TROUBLE, "completed_at", "resolutionDate", MOMENT),
    Place(TROUBLE, "pick_up_at", f"troubleTicketCharacteristic[name={PICK_UP_NAMES}].value", MOMENT),
    Place(TROUBLE, "service_number", f"troubleTicketCharacteristic[name={LINE_NAMES}].value", NUMBER),
    Place(TROUBLE, "service_number", f"relatedEntity.entity.productCharacteristic[name={LINE_NAMES}].value", NUMBER),
    Place(TROUBLE, "service_number", f"relatedEntity.entity.serviceCharacteristic[name={LINE_NAMES}].value", NUMBER),
    Place(TROUBLE, "service_number", f"relatedEntity.entity[@referredType={ABOUT}].name", NUMBER),
    Place(TROUBLE, "service_number", f"relatedEntity.entity[@referredType={ABOUT}].id", NUMBER),
    Place(TROUBLE, "service_number", f"relatedEntity[@referredType={ABOUT}].name", NUMBER),
    Place(TROUBLE, "service_number", f"relatedEntity[@referredType={ABOUT}].id", NUMBER),
    Place(TROUBLE, "contact_number", "contactMedium.phoneNumber", NUMBER),
    Place(TROUBLE, "contact_number", "contactMedium.characteristic.phoneNumber", NUMBER),
    Place(TROUBLE, "contact_number", f"relatedParty[role={APPLICANTS}].partyOrPartyRole.contactMedium.phoneNumber", NUMBER),
    Place(TROUBLE, "contact_number", f"relatedParty[role={OWNERS}].partyOrPartyRole.contactMedium.phoneNumber", NUMBER),
    Place(TROUBLE, "contact_number", f"troubleTicketCharacteristic[name={CONTACT_NAMES}].value", NUMBER),
    Place(TROUBLE, "contact_number", "notificationContact", NUMBER),
    Place(TROUBLE, "owner_ref", f"relatedParty[role={OWNERS}].partyOrPartyRole.id", WORD),
    Place(TROUBLE, "owner_ref", f"relatedParty[role={OWNERS}].id", WORD),
    Place(TROUBLE, "applicant_ref", f"relatedParty[role={APPLICANTS}].partyOrPartyRole.id", WORD),
    Place(TROUBLE, "applicant_ref", f"relatedParty[role={APPLICANTS}].id", WORD),
    Place(TROUBLE, "account", "billingAccount.id", WORD),
    Place(TROUBLE, "account", "relatedEntity.entity[@referredType=BillingAccount|BillingAccountRef].id", WORD),
    Place(TROUBLE, "site", f"troubleTicketCharacteristic[name={SITE_NAMES}].value", TEXT),
    Place(TROUBLE, "fee", f"troubleTicketCharacteristic[name={FEE_NAMES}].value", MONEY),
    Place(TROUBLE, "channel", "channel.name", TEXT),
    # TMF622: product orders
    Place(ORDER, "status", "state", WORD),
    Place(ORDER, "kind", "category", KIND),
    Place(ORDER, "kind", "productOrderItem.action", KIND),
    Place(ORDER, "kind", "orderItem.action", KIND),
    Place(ORDER, "reason", "cancellationReason", TEXT),
    Place(ORDER, "title", "description", TEXT),
    Place(ORDER, "opened_at", "creationDate", MOMENT),
    Place(ORDER, "opened_at", "orderDate", MOMENT),
    Place(ORDER, "expected_at", "expectedCompletionDate", MOMENT),
    Place(ORDER, "completed_at", "completionDate", MOMENT),
    Place(ORDER, "cancelled_at", "cancellationDate", MOMENT),
    Place(ORDER, "pick_up_at", f"productOrderItem.product.productCharacteristic[name={PICK_UP_NAMES}].value", MOMENT),
    Place(ORDER, "service_number", f"productOrderItem.product.productCharacteristic[name={LINE_NAMES}].value", NUMBER),
    Place(ORDER, "service_number", f"productOrderItem.service.serviceCharacteristic[name={LINE_NAMES}].value", NUMBER),
    Place(ORDER, "service_number", f"orderItem.product.productCharacteristic[name={LINE_NAMES}].value", NUMBER),
    Place(ORDER, "service_number", f"orderItem.product.characteristic[name={LINE_NAMES}].value", NUMBER),
    Place(ORDER, "service_number", "productOrderItem.product.publicIdentifier", NUMBER),
    Place(ORDER, "service_number", "productOrderItem.product.name", NUMBER),
    Place(ORDER, "contact_number", "notificationContact", NUMBER),
    Place(ORDER, "contact_number", "contactMedium.phoneNumber", NUMBER),
    Place(ORDER, "contact_number", "contactMedium.characteristic.phoneNumber", NUMBER),
    Place(ORDER, "contact_number", f"relatedParty[role={OWNERS}].partyOrPartyRole.contactMedium.phoneNumber", NUMBER),
    Place(ORDER, "owner_ref", f"relatedParty[role={OWNERS}].partyOrPartyRole.id", WORD),
    Place(ORDER, "owner_ref", f"relatedParty[role={OWNERS}].id", WORD),
    Place(ORDER, "applicant_ref", f"relatedParty[role={APPLICANTS}].partyOrPartyRole.id", WORD),
    Place(ORDER, "applicant_ref", f"relatedParty[role={APPLICANTS}].id", WORD),
    Place(ORDER, "account", "billingAccount.id", WORD),
    Place(ORDER, "account", "productOrderItem.billingAccount.id", WORD),
    Place(ORDER, "account", "orderItem.billingAccount.id", WORD),
    Place(ORDER, "site", "productOrderItem.product.place.place.name", TEXT),
    Place(ORDER, "site", "productOrderItem.product.place.name", TEXT),
    Place(ORDER, "site", f"productOrderItem.product.productCharacteristic[name={SITE_NAMES}].value", TEXT),
    # a fee is only taken in yuan: a slip never shows euros as yuan
    Place(ORDER, "fee", "orderTotalPrice[priceType=nonRecurring|oneTime|oneTimeCharge].price.taxIncludedAmount"
                        "[unit=CNY|RMB|元].value", MONEY),
    Place(ORDER, "channel", "channel.channel.name", TEXT),
    Place(ORDER, "channel", "channel.name", TEXT),
)

LAST_UPDATE, EVENT_TIME = "lastUpdate", "eventTime"

TRAILS = (
    Trail(TROUBLE, "statusChangeHistory", ("statusChangeDate", "changeDate"), ("statusChangeReason", "changeReason"),
          status=("status",), dates_the_record=True),
    Trail(TROUBLE, "statusChange", ("changeDate", "statusChangeDate"), ("changeReason", "statusChangeReason"),
          status=("status",), dates_the_record=True),
    Trail(TROUBLE, "note", ("date",), ("text",), author=("author",), dates_the_record=True),
    Trail(ORDER, "note", ("date",), ("text",), author=("author",), dates_the_record=True),
    Trail(ORDER, "productOrderMilestone", ("milestoneDate",), ("message", "name", "description"),
          dates_the_record=True, state="status"),
    Trail(ORDER, "productOrderJeopardyAlert", ("alertDate",), ("message", "jeopardyType")),
    Trail(ORDER, "productOrderErrorMessage", ("timestamp",), ("reason", "message")),
)
DONE_WORDS = frozenset({"completed", "done", "reached", "完成", "已完成"})

# a state change told by the record itself, where no list tells it
OWN_CHANGE_AT = "statusChangeDate"
STATE_EVENTS = ("StatusChangeEvent", "StateChangeEvent", "ResolvedEvent")
DELETE_EVENT = "DeleteEvent"
INFORMATION_REQUIRED = "event.informationRequired.path"
DESCRIPTION = {TROUBLE: "description", ORDER: ""}
"""What the customer said when the ticket was opened: an event of that date (an order's description is its title)."""

ITEM_PLACES = {ORDER: ("productOrderItem", "productOrderItem.productOrderItem", "orderItem", "itemStateChange")}
ITEM_ID, ITEM_ACTION, ITEM_STATUS = ("id", "itemId"), ("action",), ("state",)
ITEM_NAME = ("product.name", "productOffering.name", "product.productSpecification.name")
