from flask.testing import FlaskClient


def test_unknown_address_answers_with_a_problem(client: FlaskClient) -> None:
    response = client.get("/nowhere")

    assert response.status_code == 404
    assert response.content_type == "application/problem+json"
    assert response.json is not None
    assert response.json["status"] == 404


def test_write_from_another_site_is_refused(client: FlaskClient) -> None:
    response = client.post("/nowhere", headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403
