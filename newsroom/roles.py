"""The written table of rights: what each role may do. `articles.rights` adds whose it is."""

from typing import Any

from accounts.roles import ADMINISTRATOR, AUTHOR, CONTRIBUTOR, EDITOR, MODERATOR, give_roles


def _all(*models: str) -> set[str]:
    return {
        f"{app}.{deed}_{model}"
        for app, model in (name.split(".") for name in models)
        for deed in ("add", "change", "delete", "view")
    }


WRITING = {
    "articles.add_article",
    "articles.change_article",
    "articles.view_article",
    "articles.change_changedarticle",
    "articles.view_changedarticle",
    "articles.view_author",
    "articles.view_section",
    "articles.view_snippet",
    "boxes.view_box",
    "articles.add_embedcard",
    "articles.change_embedcard",
    "articles.view_embedcard",
    "images.add_image",
    "images.change_image",
    "images.view_image",
    "tags.add_tag",
    "tags.view_tag",
}
MODERATING = {
    "articles.view_article",
    "comments.view_comment",
    "comments.moderate_comment",
    "comments.view_standing",
    "comments.view_commentsettings",
    "comments.change_commentsettings",
}
CORRECTING = {"articles.change_correction", "articles.view_correction"}
POSTING = {"live.add_post", "live.change_post"}
EDITING = (
    WRITING
    | POSTING
    | MODERATING
    | CORRECTING
    | {"articles.publish_article", "articles.edit_others_article", "history.view_entry"}
    | {"clock.view_moment", "pages.view_receipt"}
    | _all("articles.section", "articles.author", "articles.authorlink", "articles.embedcard")
    | _all("articles.snippet")
    | {"boxes.add_box", "boxes.change_box", "boxes.view_box"}
    | _all("images.image", "tags.tag")
    | {"frontpage.view_arrangement", "frontpage.change_arrangement"}
    | {"frontpage.view_breakingnews", "frontpage.change_breakingnews"}
    | _all("series.series")
)
ADMINISTERING = (
    EDITING
    | _all("accounts.user", "publication.standingpage")
    | _all("comments.beat")
    | _all("publication.menuline", "publication.sociallink")
    | _all("redirects.redirect", "redirects.rule")
    # What is advertised is no editor's matter.
    | {"adverts.add_advert", "adverts.change_advert", "adverts.view_advert"}
    | {
        "articles.delete_article",
        "auth.view_group",
        "comments.add_receipt",
        "comments.view_receipt",
        "mail.view_message",
        "mail.change_message",
        "newsletters.view_subscriber",
        "newsletters.change_subscriber",
        "publication.view_publication",
        "publication.change_publication",
        "publication.view_textfile",
        "publication.change_textfile",
        "redirects.view_missing",
        "redirects.delete_missing",
    }
)
ROLES = {
    CONTRIBUTOR: WRITING,
    AUTHOR: WRITING | CORRECTING | POSTING | {"articles.publish_article", "pages.view_receipt"},
    EDITOR: EDITING,
    MODERATOR: MODERATING,
    ADMINISTRATOR: ADMINISTERING,
}


def give_all_roles(**signal: Any) -> None:
    """Receive post_migrate: the roles come with the migrations."""
    give_roles(ROLES)
