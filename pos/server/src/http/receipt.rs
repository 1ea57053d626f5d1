//! A receipt on the guest's own phone: whoever has the code that the till shows may read it, as
//! whoever has the paper may. The code names the order by its id, which nobody can guess.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::id::OrderId;
use domain::order::feedback::code_of;
use firmware_config::Encoding;
use printing::decode::Decoder;
use printing::roll::Roll;
use printing::wording::Emission;
use printing::{Language, PaperForm, encode, receipt};

use super::App;
use super::ask::{Result, failed};

/// Characters in a row: what a phone shows across without being turned.
const COLUMNS: u16 = 32;

/// The receipt of a paid order as a page.
pub(super) async fn page(State(app): State<App>, Path(id): Path<String>) -> Result<Response> {
    let language = app.parts.paper_head.language;
    let Ok(order_id) = id.parse::<OrderId>() else { return Ok(unknown(language)) };
    let found = app.parts.journal.read(move |reader| reader.order(order_id)).await;
    let order = found.map_err(|error| failed(&error))?;
    let code = order.as_ref().filter(|order| !order.is_training()).map(|order| code_of(order.id));
    let text = order.and_then(|order| {
        let document = receipt::from_order(&order, &app.parts.paper_head, Emission::FIRST)?;
        let form = PaperForm { columns: COLUMNS, encoding: Encoding::Gb18030 };
        as_printed(&encode(&document, form))
    });
    Ok(match text {
        Some(text) => answer(StatusCode::OK, language, &text, code.as_deref()),
        None => unknown(language),
    })
}

/// What a printer would make of these bytes, as text.
fn as_printed(bytes: &[u8]) -> Option<String> {
    let (mut decoder, mut roll, mut ops) = (Decoder::default(), Roll::new(COLUMNS), Vec::new());
    decoder.push(bytes, &mut ops);
    let mut papers = ops.into_iter().filter_map(|op| roll.apply(op));
    let first = papers.next();
    drop(papers);
    first.or_else(|| roll.tear()).map(|paper| paper.text())
}

fn unknown(language: Language) -> Response {
    let said = language.pick(
        "这里没有这张小票（可能尚未付清）：请到柜台询问。",
        "There is no such receipt here, or it is not paid yet: ask at the counter.",
    );
    answer(StatusCode::NOT_FOUND, language, said, None)
}

fn answer(
    status: StatusCode,
    language: Language,
    text: &str,
    feedback_code: Option<&str>,
) -> Response {
    let title = language.pick("小票", "Receipt");
    let code = language.pick("zh", "en");
    let asked = feedback_code.map_or_else(String::new, |code| {
        let words = language.pick("这顿怎么样？告诉我们", "How was it? Tell us");
        format!("<p><a href=\"/f?code={code}\">{words}</a></p>")
    });
    let page = format!(
        "<!doctype html><html lang=\"{code}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title><main><h1>{title}</h1><pre>{}</pre>{asked}</main></html>",
        escaped(text)
    );
    let headers =
        [(CONTENT_TYPE, "text/html; charset=utf-8"), (CACHE_CONTROL, "private, no-store")];
    (status, headers, page).into_response()
}

/// Text as it may stand in a page.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_looks_like_markup_stays_words() {
        assert_eq!(
            escaped("<b>\"Fish & chips\"</b>"),
            "&lt;b&gt;&quot;Fish &amp; chips&quot;&lt;/b&gt;"
        );
    }
}
