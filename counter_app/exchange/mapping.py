"""Where TM Forum records keep what a ticket says: one row a place. A new place or import field is one row here.

Sources: TMF621 Trouble Ticket v5.0.1, v4 and R14, TMF622 Product Ordering v5.0.0 and v4 (and the ``orderItem`` of
before), TMF641 Service Ordering v4.1 (and the ``orderItem`` of before), TMF646 Appointment v4, as published by TM Forum.
"""

from __future__ import annotations

from typing import NamedTuple

from counter_app.exchange.values import KIND, MOMENT, MONEY, NUMBER, TEXT, WORD


class Family(NamedTuple):
    """One API's tickets. ``source`` and ``type`` make the key of its records, ``inside`` are its names within an event.

    The key holds no version and no dialect: what one system says of a ticket in R14, v4 or v5 is one ticket.
    ``telling``: places that only this API's records have, for records that do not say their ``@type``.
    """

    source: str
    type: str
    inside: tuple[str, ...]
    telling: tuple[str, ...]


class Task(NamedTuple):
    """A request to cancel an order: its type, its name within an event, where it names its order, whose order that is."""

    type: str
    inside: str
    order: str
    family: Family


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


TROUBLE, ORDER, SERVICE = "tmf621", "tmf622", "tmf641"
TROUBLE_TICKETS = Family(
    TROUBLE, "TroubleTicket", ("troubleTicket", "ticket"),
    ("ticketType", "severity", "troubleTicketCharacteristic", "troubleTicketRelationship", "statusChangeHistory",
     "statusChange", "requestedResolutionDate", "expectedResolutionDate", "targetResolutionDate"),
)  # fmt: skip
PRODUCT_ORDERS = Family(
    ORDER, "ProductOrder", ("productOrder",),
    ("productOrderItem", "productOrderMilestone", "productOrderJeopardyAlert", "productOrderErrorMessage",
     "orderTotalPrice", "orderItem.product", "orderItem.productOffering"),
)  # fmt: skip
SERVICE_ORDERS = Family(
    SERVICE, "ServiceOrder", ("serviceOrder",),
    ("serviceOrderItem", "milestone", "jeopardyAlert", "orderItem.service", "orderItem.serviceSpecification"),
)  # fmt: skip
FAMILIES = (TROUBLE_TICKETS, PRODUCT_ORDERS, SERVICE_ORDERS)
ANY_ORDER = ("orderItem", "orderDate")
"""Places of an order that do not say whether it is one of products or of services."""
TASKS = (
    Task("CancelProductOrder", "cancelProductOrder", "productOrder.id", PRODUCT_ORDERS),
    Task("CancelServiceOrder", "cancelServiceOrder", "serviceOrder.id", SERVICE_ORDERS),
)
CANCEL_MADE, CANCEL_STANDS = ("creationDate", "requestedCancellationDate"), "effectiveCancellationDate"
CANCEL_TELLING = ("requestedCancellationDate", "effectiveCancellationDate")

APPOINTMENT_TYPE, APPOINTMENT_INSIDE = "Appointment", "appointment"
APPOINTMENT_TELLING = (("calendarEvent",), ("validFor.startDateTime", "relatedEntity"))
APPOINTMENT_AT = ("lastUpdate", "creationDate")
APPOINTMENT_STARTS, APPOINTMENT_ENDS = "validFor.startDateTime", "validFor.endDateTime"
APPOINTMENT_OF = ("relatedEntity", "relatedEntity.entity")
"""Where an appointment names its ticket: by the type of what it is related to, never by the words of the role."""
APPOINTMENT_BOOKED, APPOINTMENT_STEP = frozenset({"confirmed"}), "appointment"
PAGE = "_embedded.item"
"""Where a page of search results (R14) keeps its records."""

LINE_NAMES = "TEL_MSISDN|MSISDN|TEL_NUMBER|phoneNumber|serviceNumber|业务号码|服务号码|手机号码|宽带账号"
CONTACT_NAMES = "contactNumber|contactPhone|CONTACT_NUMBER|联系电话|联系号码"
SITE_NAMES = "installationAddress|serviceAddress|siteAddress|地址|装机地址|安装地址"
FEE_NAMES = "fee|费用|应收费用"
PICK_UP_NAMES = "pickUpDate|pickUpAt|取机日期|取机时间"
OWNERS, APPLICANTS = "customer|accountHolder|机主|客户", "reporter|applicant|requester|originator|申请人|经办人"
"""Roles of parties. An ``owner`` is no customer: TMF621 calls the one so who deals with the ticket."""
CUSTOMER_TYPE, FILING_ROLES = "customer", frozenset({"", "originator"})
"""The type of party that is a customer, and the roles in which such a one is the owner if no role says it."""
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
    # TMF641: service orders; the state of a service in an item is never the state of the item or the order
    Place(SERVICE, "status", "state", WORD),
    Place(SERVICE, "kind", "category", KIND),
    Place(SERVICE, "kind", "serviceOrderItem.action", KIND),
    Place(SERVICE, "kind", "orderItem.action", KIND),
    Place(SERVICE, "reason", "cancellationReason", TEXT),
    Place(SERVICE, "title", "description", TEXT),
    Place(SERVICE, "opened_at", "orderDate", MOMENT),
    Place(SERVICE, "expected_at", "expectedCompletionDate", MOMENT),
    Place(SERVICE, "completed_at", "completionDate", MOMENT),
    Place(SERVICE, "cancelled_at", "cancellationDate", MOMENT),
    Place(SERVICE, "service_number", f"serviceOrderItem.service.serviceCharacteristic[name={LINE_NAMES}].value", NUMBER),
    Place(SERVICE, "service_number", f"orderItem.service.serviceCharacteristic[name={LINE_NAMES}].value", NUMBER),
    Place(SERVICE, "service_number", "serviceOrderItem.service.name", NUMBER),
    Place(SERVICE, "service_number", "orderItem.service.name", NUMBER),
    Place(SERVICE, "contact_number", "notificationContact", NUMBER),
    Place(SERVICE, "contact_number", "contactMedium.characteristic.phoneNumber", NUMBER),
    Place(SERVICE, "owner_ref", f"relatedParty[role={OWNERS}].partyOrPartyRole.id", WORD),
    Place(SERVICE, "owner_ref", f"relatedParty[role={OWNERS}].id", WORD),
    Place(SERVICE, "applicant_ref", f"relatedParty[role={APPLICANTS}].partyOrPartyRole.id", WORD),
    Place(SERVICE, "applicant_ref", f"relatedParty[role={APPLICANTS}].id", WORD),
    Place(SERVICE, "site", "serviceOrderItem.service.place.place.name", TEXT),
    Place(SERVICE, "site", "serviceOrderItem.service.place.name", TEXT),
    Place(SERVICE, "site", f"serviceOrderItem.service.serviceCharacteristic[name={SITE_NAMES}].value", TEXT),
    Place(SERVICE, "site", f"orderItem.service.serviceCharacteristic[name={SITE_NAMES}].value", TEXT),
    Place(SERVICE, "channel", "channel.name", TEXT),
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
    Trail(SERVICE, "note", ("date",), ("text",), author=("author",), dates_the_record=True),
    Trail(SERVICE, "milestone", ("milestoneDate",), ("message", "name", "description"),
          dates_the_record=True, state="status"),
    Trail(SERVICE, "jeopardyAlert", ("alertDate",), ("message", "name", "jeopardyType", "exception")),
    Trail(SERVICE, "errorMessage", ("timestamp",), ("code", "reason", "message")),
)
DONE_WORDS = frozenset({"completed", "done", "reached", "完成", "已完成"})

# a state change told by the record itself, where no list tells it
OWN_CHANGE_AT = "statusChangeDate"
STATE_EVENTS = ("StatusChangeEvent", "StateChangeEvent", "ResolvedEvent", "StatusChangeNotification",
                "StateChangeNotification")
DELETE_EVENTS = ("DeleteEvent", "RemoveEvent", "DeleteNotification", "RemoveNotification")
INFORMATION_REQUIRED = "event.informationRequired.path"
DESCRIPTION = {TROUBLE: "description", ORDER: "", SERVICE: ""}
"""What the customer said when the ticket was opened: an event of that date (an order's description is its title)."""
OTHER_IDS = ("correlationId", "externalId")
"""What other systems call the ticket: an entry of the history at its beginning, so that a clerk can find it there."""
STATE_SPELLINGS = {
    **{word.casefold(): word for word in (
        "acknowledged", "rejected", "pending", "held", "inProgress", "cancelled", "closed", "resolved", "completed",
        "failed", "partial", "assessingCancellation", "pendingCancellation")},
    "inprogresspending": "pending",
    "inprogressheld": "held",
}  # fmt: skip
"""Folded word of R14 or v4 → the word of v5, so that one change of state told in two dialects is one entry."""

ITEM_PLACES = {
    ORDER: ("productOrderItem", "productOrderItem.productOrderItem", "orderItem", "itemStateChange"),
    SERVICE: ("serviceOrderItem", "serviceOrderItem.serviceOrderItem", "orderItem"),
}
ITEM_ID, ITEM_ACTION, ITEM_STATUS = ("id", "itemId"), ("action",), ("state",)
ITEM_NAME = ("product.name", "productOffering.name", "product.productSpecification.name", "service.name",
             "service.serviceSpecification.name")
