//! How it was: the page where a guest says so, by the code on their receipt, and what managers read.
//!
//! The page is plain HTML without a script: any phone shows it.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Query, State};
use axum::http::header::{ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use domain::id::CommandId;
use domain::order::Order;
use domain::order::feedback::{FEEDBACK_CHARS_MAX, SCORE_MAX, tail_of};
use domain::{Actor, Rejection, Request, SystemCommand};
use journal::{Answer, Ask, Outcome};
use printing::Language;
use protocol::csv::Table;
use protocol::http::Problem;
use protocol::reports::{Feedback, FeedbackReport};
use serde::Deserialize;
use uuid::Uuid;

use super::App;
use super::ask::{Result, failed, manager, no_store};
use super::csv::answer;
use super::receipt::escaped;
use super::reports::{self, begins, days, local, wants_csv};

/// Feedback in one report at most.
const LISTED_MAX: u32 = 1_000;

/// How the page looks: large, and as wide as a phone.
pub(super) const STYLE: &str = "body{font:18px/1.45 system-ui,sans-serif;margin:0;background:#f4f0e6;color:#1c1a16}main{max-width:30em;margin:auto;padding:1.25em}h1{font-size:1.5em}label,legend{display:block;font-weight:600;margin:0 0 .4em}label{margin-top:1em}legend{padding-top:1em}fieldset{border:0;margin:0;padding:0}input[name=code],textarea{box-sizing:border-box;width:100%;font:inherit;padding:.7em;border:1px solid #77705f;border-radius:8px;background:#fff}input[name=code]{letter-spacing:.1em;text-transform:uppercase}.scores{display:flex;gap:.5em}.scores label{flex:1;margin:0;min-height:56px;display:grid;place-items:center;border:1px solid #77705f;border-radius:8px;background:#fff;font-size:1.2em}.scores label:has(:checked){background:#1c1a16;color:#fff}.scores label:focus-within{outline:3px solid #2b6cb0}.scores input{position:absolute;opacity:0}button{margin-top:1.25em;width:100%;min-height:56px;font:inherit;font-weight:700;border:0;border-radius:8px;background:#1c1a16;color:#fff}.ends{display:flex;justify-content:space-between;color:#5a5446;font-size:.85em}.note{border-left:4px solid #a33;background:#fff;padding:.8em 1em}.note.good{border-color:#2f6f4f}";

/// What the address may carry.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    code: Option<String>,
}

/// The form, with the code filled in where the address has it.
pub(super) async fn form(Query(asked): Query<Asked>, headers: HeaderMap) -> Response {
    let language = spoken(&headers);
    page(StatusCode::OK, language, &asked.code.unwrap_or_default(), None)
}

/// What a guest sends.
#[derive(Debug, Deserialize)]
pub(super) struct Said {
    code: String,
    score: Option<u8>,
    #[serde(default)]
    words: String,
}

/// Takes what a guest says.
pub(super) async fn say(
    State(app): State<App>,
    headers: HeaderMap,
    said: std::result::Result<Form<Said>, FormRejection>,
) -> Result<Response> {
    let language = spoken(&headers);
    let again = |status, code: &str, zh, en| {
        Ok(page(status, language, code, Some((false, language.pick(zh, en)))))
    };
    let Ok(Form(said)) = said else {
        return again(
            StatusCode::BAD_REQUEST,
            "",
            "没有收到您的评价，请再填一次。",
            "We could not read that. Nothing was kept: please fill it in again.",
        );
    };
    let Some(tail) = tail_of(&said.code) else {
        return again(
            StatusCode::BAD_REQUEST,
            &said.code,
            "小票上的评价码是八位字母和数字，请再看一下小票。",
            "The code on your receipt has eight letters and digits: look at it again.",
        );
    };
    let found = app.parts.journal.read(move |reader| reader.order_by_tail(tail)).await;
    let Some(order) = found.map_err(|error| failed(&error))? else {
        return again(
            StatusCode::NOT_FOUND,
            &said.code,
            "没有这个评价码，请再看一下小票。",
            "There is no receipt with this code: look at it again.",
        );
    };
    let Some(score) = said.score else {
        return again(
            StatusCode::BAD_REQUEST,
            &said.code,
            "请选 1 到 5 分。",
            "Choose how it was, from 1 to 5.",
        );
    };
    let words = said.words;
    let command = SystemCommand::LeaveFeedback { order_id: order.id, score, words };
    match noted(&app, command).await? {
        None => Ok(page(
            StatusCode::OK,
            language,
            "",
            Some((true, language.pick("谢谢，我们收到了。", "Thank you. We have it."))),
        )),
        Some(Rejection::FeedbackGiven) => again(
            StatusCode::CONFLICT,
            &said.code,
            "这张小票已经评价过，谢谢。",
            "This receipt has its feedback already. Thank you.",
        ),
        Some(Rejection::CardNumberInWords) => again(
            StatusCode::BAD_REQUEST,
            &said.code,
            "请不要写卡号。",
            "Please leave the card number out: we never keep one.",
        ),
        Some(_) => again(
            StatusCode::BAD_REQUEST,
            &said.code,
            "请选 1 到 5 分，文字不超过 500 字。",
            "Choose 1 to 5, and write 500 characters at most.",
        ),
    }
}

/// Gives it to the journal; the refusal, if it was refused.
async fn noted(app: &App, command: SystemCommand) -> Result<Option<Rejection>> {
    let ask = Ask {
        command_id: CommandId::from_uuid(Uuid::now_v7()),
        actor: Actor::System,
        device: app.parts.own_device,
        request: Request::System(command),
    };
    match app.parts.journal.append(ask).await.map_err(|error| failed(&error))? {
        Answer::Stored(reply) => Ok(match reply.outcome {
            Outcome::Accepted { .. } => None,
            Outcome::Refused { rejection, .. } => Some(rejection),
        }),
        // A fresh id was never used before.
        Answer::Conflict => Ok(Some(Rejection::FeedbackGiven)),
    }
}

/// The guest's own language, of the two that the page speaks.
fn spoken(headers: &HeaderMap) -> Language {
    let wanted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    if wanted.is_some_and(|wanted| wanted.trim_start().starts_with("zh")) {
        Language::Zh
    } else {
        Language::En
    }
}

fn page(
    status: StatusCode,
    language: Language,
    code: &str,
    note: Option<(bool, &str)>,
) -> Response {
    let (lang, title) = (language.pick("zh", "en"), language.pick("这顿怎么样？", "How was it?"));
    let good = note.is_some_and(|(good, _)| good);
    let note = note.map_or_else(String::new, |(good, text)| {
        format!("<p class=\"note{}\" role=\"status\">{text}</p>", if good { " good" } else { "" })
    });
    let scores: String = (1..=SCORE_MAX).fold(String::new(), |scores, score| {
        scores
            + &format!("<label><input type=\"radio\" name=\"score\" value=\"{score}\" required>{score}</label>")
    });
    let form = format!(
        "<form method=\"post\" action=\"/f\"><label for=\"code\">{code_label}</label><input id=\"code\" name=\"code\" value=\"{code}\" maxlength=\"12\" autocomplete=\"off\" required><fieldset><legend>{score_label}</legend><div class=\"scores\">{scores}</div><p class=\"ends\"><span>{worst}</span><span>{best}</span></p></fieldset><label for=\"words\">{words_label}</label><textarea id=\"words\" name=\"words\" rows=\"4\" maxlength=\"{FEEDBACK_CHARS_MAX}\"></textarea><button>{send}</button></form>",
        code = escaped(code),
        code_label = language.pick("小票上的评价码", "The code on your receipt"),
        score_label = language.pick("打几分？", "From 1 to 5"),
        worst = language.pick("1 很差", "1 bad"),
        best = language.pick("5 很好", "5 very good"),
        words_label = language.pick("想说什么都行（可不填）", "In your words (may stay empty)"),
        send = language.pick("发送", "Send"),
    );
    let form = if good { String::new() } else { form };
    let body = format!(
        "<!doctype html><html lang=\"{lang}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title><link rel=\"stylesheet\" href=\"/f.css\"><main><h1>{title}</h1>{note}{form}</main></html>"
    );
    let headers = [(CONTENT_TYPE, "text/html; charset=utf-8"), (CACHE_CONTROL, "no-store")];
    (status, headers, body).into_response()
}

/// What guests said on some days.
#[utoipa::path(
    get, path = "/api/v1/reports/feedback",
    responses((status = 200, description = "{rows}: the latest first; or the same as CSV.", content_type = "application/json"), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)),
    params(
        ("from" = String, Query, description = "The first business day, 2026-11-01"),
        ("to" = String, Query, description = "The last"),
        ("format" = Option<String>, Query, description = "json or csv"),
        ("authorization" = String, Header, description = "Bearer and the device's token"),
        ("comanda-session" = String, Header, description = "The manager's session token")
    )
)]
pub(super) async fn report(
    State(app): State<App>,
    Query(asked): Query<reports::Asked>,
    headers: HeaderMap,
) -> Result<Response> {
    manager(&app, &headers).await?;
    let csv = wants_csv(asked.format.as_deref())?;
    let (from, to) = days(asked.from.as_deref(), asked.to.as_deref())?;
    let (first, before) = (begins(&app, from.date()), begins(&app, to.date() + TimeDelta::days(1)));
    let read = move |reader: &journal::Reader<'_>| reader.feedback(first, before, LISTED_MAX);
    let found = app.parts.journal.read(read).await.map_err(|error| failed(&error))?;
    let rows: Vec<Feedback> = found.into_iter().map(row).collect();
    if !csv {
        return Ok(no_store(FeedbackReport { rows }));
    }
    let cells = |one: &Feedback| {
        vec![
            local(&app, one.at),
            one.order_number.clone(),
            one.score.to_string(),
            one.has_member.to_string(),
            one.words.clone(),
        ]
    };
    answer(&Table {
        name: "feedback",
        heading: vec!["at", "order", "score", "member", "words"],
        rows: rows.iter().map(cells).collect(),
    })
}

fn row((at, order, words): (domain::Timestamp, Order, String)) -> Feedback {
    Feedback {
        at,
        order_id: order.id,
        order_number: order.spoken_number(),
        business_day: order.business_day,
        staff_id: order.opened_by,
        has_member: order.member_id.is_some(),
        score: order.feedback.unwrap_or_default(),
        words,
    }
}
