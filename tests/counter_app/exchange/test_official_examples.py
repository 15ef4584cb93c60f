"""Every official example of TMF621 v5 and TMF622 v5 has a written expectation."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_app.exchange.files import TicketFiles
from tests.builders.files_read import told

EXAMPLES = Path(__file__).parents[2] / "data" / "tmf"

NO_ID = "A request without an id is not a ticket yet."
PATCH = "A JSON Patch changes a ticket that it does not name."
SPECIFICATION = "A specification describes tickets; it is not one."
UNDATED = "A cancel request without a date has no place in the history of its order."

EXPECTED: dict[str, list[str]] = {
    "TMF621-v5.0.1/TroubleTicketAttributeValueChangeEvent_request.json": ["tmf621 3180, named, at 2022-08-25 12:18:12.181"],
    "TMF621-v5.0.1/TroubleTicketCreateEvent_request.json": ["tmf621 3180, brought, at 2022-05-31 07:34:45.968, status=resolved, kind=Bill Dispute, owner=9176, applicant=9867, events=6"],
    "TMF621-v5.0.1/TroubleTicketDeleteEvent_request.json": ["tmf621 3180, named, at 2022-08-25 12:18:12.202, events=1"],
    "TMF621-v5.0.1/TroubleTicketInformationRequiredEvent_request.json": ["tmf621 3180, brought, at 2022-08-25 12:18:12.224, events=1"],
    "TMF621-v5.0.1/TroubleTicketResolvedEvent_request.json": ["tmf621 3180, brought, at 2022-08-25 12:18:12.213, status=resolved, events=2"],
    "TMF621-v5.0.1/TroubleTicketSpecificationAttributeValueChangeEvent_request.json": [f"record 1: {SPECIFICATION}"],
    "TMF621-v5.0.1/TroubleTicketSpecificationCreateEvent_request.json": [f"record 1: {SPECIFICATION}"],
    "TMF621-v5.0.1/TroubleTicketSpecificationDeleteEvent_request.json": [f"record 1: {SPECIFICATION}"],
    "TMF621-v5.0.1/TroubleTicketSpecificationStatusChangeEvent_request.json": [f"record 1: {SPECIFICATION}"],
    "TMF621-v5.0.1/TroubleTicketSpecification_create_example_request.json": [f"record 1: {SPECIFICATION}"],
    "TMF621-v5.0.1/TroubleTicketSpecification_create_example_response.json": [f"record 1: {SPECIFICATION}"],
    "TMF621-v5.0.1/TroubleTicketSpecification_list_example_response.json": [
        f"record 1: {SPECIFICATION}",
        f"record 2: {SPECIFICATION}",
    ],
    "TMF621-v5.0.1/TroubleTicketSpecification_partialupdate_application_json_patch_query_request.json": [f"record 1: {PATCH}"],
    "TMF621-v5.0.1/TroubleTicketSpecification_partialupdate_application_json_patch_query_response.json": [f"record 1: {SPECIFICATION}"],
    "TMF621-v5.0.1/TroubleTicketSpecification_partialupdate_application_json_patch_request.json": [f"record 1: {PATCH}"],
    "TMF621-v5.0.1/TroubleTicketSpecification_partialupdate_application_json_patch_response.json": [f"record 1: {SPECIFICATION}"],
    "TMF621-v5.0.1/TroubleTicketSpecification_partialupdate_application_json_request.json": [f"record 1: {SPECIFICATION}"],
    "TMF621-v5.0.1/TroubleTicketSpecification_partialupdate_application_json_response.json": [f"record 1: {SPECIFICATION}"],
    "TMF621-v5.0.1/TroubleTicketSpecification_partialupdate_application_merge_json_request.json": [f"record 1: {SPECIFICATION}"],
    "TMF621-v5.0.1/TroubleTicketSpecification_partialupdate_application_merge_json_response.json": [f"record 1: {SPECIFICATION}"],
    "TMF621-v5.0.1/TroubleTicketSpecification_retrieve_example_response.json": [f"record 1: {SPECIFICATION}"],
    "TMF621-v5.0.1/TroubleTicketSpecification_with_filter_and_fields_list_example_response.json": [
        f"record 1: {SPECIFICATION}",
        f"record 2: {SPECIFICATION}",
        f"record 3: {SPECIFICATION}",
    ],
    "TMF621-v5.0.1/TroubleTicketStatusChangeEvent_request.json": ["tmf621 3180, brought, at 2019-05-31 07:34:45.968, status=pending, events=1"],
    "TMF621-v5.0.1/TroubleTicket_create_example_request.json": [f"record 1: {NO_ID}"],
    "TMF621-v5.0.1/TroubleTicket_create_example_response.json": ["tmf621 3180, brought, at 2022-05-31 07:34:45.968, status=pending, kind=Bill Dispute, owner=9176, applicant=9877, events=3"],
    "TMF621-v5.0.1/TroubleTicket_list_example_response.json": [
        "tmf621 3256, brought, at 2023-05-31 07:34:45.968, status=resolved, kind=Commerce Issue, owner=9176, applicant=9877, events=5",
        "tmf621 3180, brought, at 2022-05-31 07:34:45.968, status=resolved, kind=Bill Dispute, owner=9176, applicant=9877, events=6",
    ],
    "TMF621-v5.0.1/TroubleTicket_list_with_filter_and_fields_example_response.json": [
        "tmf621 3180, brought, at no moment",
        "tmf621 3256, brought, at no moment",
        "tmf621 4563, brought, at no moment",
    ],
    "TMF621-v5.0.1/TroubleTicket_listener_troubleTicketCreateEvent_POST_204_1_request.json": ["tmf621 WLIAH, brought, at 2025-05-05 12:23:35.000, status=acknowledged, kind=HQXCG, events=5"],
    "TMF621-v5.0.1/TroubleTicket_partialupdate_example_application_json_patch_query_request.json": [f"record 1: {PATCH}"],
    "TMF621-v5.0.1/TroubleTicket_partialupdate_example_application_json_patch_query_response.json": ["tmf621 3180, brought, at 2022-05-31 07:34:45.968, status=pending, kind=Bill Dispute, owner=9176, applicant=9877, events=3"],
    "TMF621-v5.0.1/TroubleTicket_partialupdate_example_application_json_patch_request.json": [f"record 1: {PATCH}"],
    "TMF621-v5.0.1/TroubleTicket_partialupdate_example_application_json_patch_response.json": ["tmf621 3180, brought, at 2022-05-31 07:34:45.968, status=pending, kind=Bill Dispute, owner=9176, applicant=9877, events=4"],
    "TMF621-v5.0.1/TroubleTicket_partialupdate_example_application_json_request.json": [f"record 1: {NO_ID}"],
    "TMF621-v5.0.1/TroubleTicket_partialupdate_example_application_json_response.json": ["tmf621 3180, brought, at 2022-06-01 07:34:45.968, status=resolved, kind=Bill Dispute, owner=9176, applicant=9877, events=4"],
    "TMF621-v5.0.1/TroubleTicket_partialupdate_example_application_merge_json_request.json": [f"record 1: {NO_ID}"],
    "TMF621-v5.0.1/TroubleTicket_partialupdate_example_application_merge_json_response.json": ["tmf621 3180, brought, at 2022-06-01 07:34:45.968, status=resolved, kind=Bill Dispute, owner=9176, applicant=9877, events=4"],
    "TMF621-v5.0.1/TroubleTicket_retrieve_example_response.json": ["tmf621 3180, brought, at 2022-05-31 07:34:45.968, status=resolved, kind=Bill Dispute, owner=9176, applicant=9877, events=6"],
    "TMF622-v5.0.0/CancelProductOrderCreateEvent_request.json": ["tmf622 45f-98f-ss45, named, at 2021-09-28 07:43:59.059, events=2"],
    "TMF622-v5.0.0/CancelProductOrderInformationRequiredEvent_request.json": ["tmf622 45f-98f-ss45, named, at 2022-09-14 12:14:28.790, events=2"],
    "TMF622-v5.0.0/CancelProductOrderStateChangeEvent_request.json": ["tmf622 45f-98f-ss45, named, at 2021-09-28 07:43:59.059, events=2"],
    "TMF622-v5.0.0/CreateCancelProductOrder_request.json": [f"record 1: {NO_ID}"],
    "TMF622-v5.0.0/CreateCancelProductOrder_response.json": ["tmf622 45f-98f-ss45, named, at 2019-04-30 08:13:59.506, events=1"],
    "TMF622-v5.0.0/CreateProductOrder1_request.json": [f"record 1: {NO_ID}"],
    "TMF622-v5.0.0/CreateProductOrder1_response.json": ["tmf622 30001, brought, at 2019-04-30 08:13:59.509, status=acknowledged, kind=add, line=415 279 7439, owner=ff55-hjy4, account=1513, items=4, events=1"],
    "TMF622-v5.0.0/CreateProductOrder2_request.json": [f"record 1: {NO_ID}"],
    "TMF622-v5.0.0/CreateProductOrder2_response.json": ["tmf622 30002, brought, at 2019-04-30 08:13:59.506, status=acknowledged, kind=add, owner=ff55-hjy4, items=1"],
    "TMF622-v5.0.0/CreateProductOrder_with_intent_specification_request.json": [f"record 1: {NO_ID}"],
    "TMF622-v5.0.0/CreateProductOrder_with_intent_specification_response.json": ["tmf622 30001, brought, at 2019-04-30 08:13:59.509, status=acknowledged, kind=add, line=415 279 7439, owner=ff55-hjy4, account=1513, items=4, events=1"],
    "TMF622-v5.0.0/ProductOrderAttributeValueChangeEvent_request.json": ["tmf622 30001, brought, at 2022-09-14 12:14:28.774, owner=ff55-hjy4"],
    "TMF622-v5.0.0/ProductOrderCreateEvent_request.json": ["tmf622 30001, brought, at 2021-09-27 07:43:59.059, status=acknowledged, kind=add, line=415 279 7439, owner=ff55-hjy4, account=1513, items=4, events=1"],
    "TMF622-v5.0.0/ProductOrderDeleteEvent_request.json": ["tmf622 9693, named, at 2021-09-27 07:43:59.059, events=1"],
    "TMF622-v5.0.0/ProductOrderErrorMessageEvent_request.json": ["tmf622 30001, named, at 2022-09-14 12:14:28.774, events=1"],
    "TMF622-v5.0.0/ProductOrderInformationRequiredEvent_request.json": ["tmf622 30001, named, at 2021-09-27 07:43:59.059, events=1"],
    "TMF622-v5.0.0/ProductOrderJeopardyAlertEvent_request.json": ["tmf622 30001, named, at 2022-09-14 12:14:28.774, events=1"],
    "TMF622-v5.0.0/ProductOrderMilestoneEvent_request.json": ["tmf622 30001, named, at 2022-09-14 12:14:28.774, events=1"],
    "TMF622-v5.0.0/ProductOrderStateChangeEvent_request.json": ["tmf622 9693, brought, at 2021-09-27 07:43:59.059, status=inProgress, items=2, events=1"],
    "TMF622-v5.0.0/retrieveCancelProductOrderById_response.json": ["tmf622 45f-98f-ss45, named, at 2021-08-30 11:14:46.145, events=2"],
    "TMF622-v5.0.0/retrieveCancelProductOrderList_response.json": ["tmf622 45f-98f-ss45, named, at 2019-04-30 08:13:59.506, events=1"],
    "TMF622-v5.0.0/retrieveCancelProductOrderListwithFieldsSelection_response.json": [
        f"record 1: {UNDATED}",
        f"record 2: {UNDATED}",
        f"record 3: {UNDATED}",
    ],
    "TMF622-v5.0.0/retrieveProductOrderById1_response.json": ["tmf622 30001, brought, at 2019-05-02 08:13:59.506, status=completed, kind=add, line=415 279 7439, owner=ff55-hjy4, account=1513, items=4, events=1"],
    "TMF622-v5.0.0/retrieveProductOrderById2_response.json": ["tmf622 3774, brought, at 2019-05-22 08:13:59.509, status=inProgress, kind=add, owner=ff55-hjy4, items=2, events=1"],
    "TMF622-v5.0.0/retrieveProductOrderByList_response.json": [
        "tmf622 30001, brought, at 2019-04-30 08:13:59.509, status=acknowledged, kind=add, line=415 279 7439, owner=ff55-hjy4, account=1513, items=4, events=1",
        "tmf622 30002, brought, at 2019-04-30 08:13:59.506, status=acknowledged, kind=add, owner=ff55-hjy4, items=1",
    ],
    "TMF622-v5.0.0/retrieveProductOrderByListwith_FieldsSelection_response.json": [
        "tmf622 6987, brought, at no moment, status=acknowledged",
        "tmf622 7412, brought, at no moment, status=acknowledged",
        "tmf622 3214, brought, at no moment, status=acknowledged",
        "tmf622 6547, brought, at no moment, status=acknowledged",
    ],
    "TMF622-v5.0.0/updateProductOrder_using_application-json_request.json": [f"record 1: {NO_ID}"],
    "TMF622-v5.0.0/updateProductOrder_using_application-json_response.json": ["tmf622 30001, brought, at 2019-05-02 08:13:59.506, status=completed, kind=add, line=415 279 7439, owner=ff55-hjy4, account=1513, items=4, events=1"],
    "TMF622-v5.0.0/updateProductOrder_using_json-patch_json_request.json": [f"record 1: {PATCH}"],
    "TMF622-v5.0.0/updateProductOrder_using_json-patch_json_response.json": ["tmf622 30001, brought, at 2019-05-02 08:13:59.506, status=completed, kind=add, line=415 279 7439, owner=ff55-hjy4, account=1513, items=4, events=1"],
    "TMF622-v5.0.0/updateProductOrder_using_json-patch_query_request.json": [f"record 1: {PATCH}"],
    "TMF622-v5.0.0/updateProductOrder_using_json-patch_query_response.json": ["tmf622 30001, brought, at 2019-05-02 08:13:59.506, status=completed, kind=add, line=415 279 7439, owner=ff55-hjy4, account=1889, items=4, events=1"],
    "TMF622-v5.0.0/updateProductOrder_using_merge-patch_json_request.json": [f"record 1: {NO_ID}"],
    "TMF622-v5.0.0/updateProductOrder_using_merge-patch_json_response.json": ["tmf622 30001, brought, at 2019-05-02 08:13:59.506, status=completed, kind=add, line=415 279 7439, owner=ff55-hjy4, account=1513, items=4, events=1"],
}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_an_official_example_brings_what_is_expected(name: str) -> None:
    assert [told(brought) for brought in TicketFiles().read(EXAMPLES / name)] == EXPECTED[name]


def test_no_official_example_is_without_expectation() -> None:
    assert {str(path.relative_to(EXAMPLES).as_posix()) for path in EXAMPLES.glob("*/*.json")} == set(EXPECTED)
