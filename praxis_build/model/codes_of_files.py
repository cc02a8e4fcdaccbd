"""Codes P1xx to P3xx: files, fields, names and addresses."""

from praxis_build.model.code import ERROR, INFO, N_, WARNING, Code

FILES: dict[str, Code] = {
    "P101": Code(
        WARNING,
        N_("This file is not saved in UTF-8."),
        N_("Accented letters may show wrong; it was read as {encoding}."),
        N_("Save it again with the encoding “UTF-8”."),
    ),
    "P102": Code(
        WARNING,
        N_("This file is empty."),
        N_("Its page has a title and nothing to read."),
        N_("Write your text in it, or delete the file."),
    ),
    "P103": Code(
        ERROR,
        N_("The front matter is opened by “---” and never closed."),
        N_("Nobody can tell where your text begins, so the page is held back."),
        N_("Add a line “---” after the last field, before your text."),
    ),
    "P104": Code(
        ERROR,
        N_("This line of the front matter can't be read: {detail}"),
        N_("The fields can't be trusted, so the page is held back."),
        N_("Put the whole value between quotation marks, or check the blanks at the start of the line."),
    ),
    "P105": Code(
        ERROR,
        N_("The front matter holds “{mark}”, a special sign that is not accepted here."),
        N_("Such signs can hide what a page says, so the page is held back."),
        N_("Write the value out in full; put it between quotation marks if the sign belongs to the text."),
    ),
    "P106": Code(
        ERROR,
        N_("The field “{field}” is there twice."),
        N_("Only one of the two values could be kept, so the page is held back."),
        N_("Keep one of the two lines; the other is on line {line}."),
    ),
    "P107": Code(
        ERROR,
        N_("The front matter is too large or too deep ({limit})."),
        N_("It would slow the site down for everyone, so the page is held back."),
        N_("Move long texts below the second “---”."),
    ),
    "P201": Code(
        ERROR,
        N_("The field “{field}” should be {expected}."),
        N_("The value was left out of the page."),
        N_("Write it like this: {example}"),
    ),
    "P202": Code(
        ERROR,
        N_("“{value}” is not a date."),
        N_("The field “{field}” was left out of the page."),
        N_("Write the year, the month and the day: {example}"),
    ),
    "P203": Code(
        ERROR,
        N_("“{value}” is not a status."),
        N_("Everything here is public and nothing can be kept secret, so the page is held back."),
        N_("Choose “published”, “unlisted” or “draft”; take out what must stay private."),
    ),
    "P204": Code(
        INFO,
        N_("The field “{field}” is not known."),
        N_("It is kept but shown nowhere."),
        N_("Check its spelling."),
    ),
    "P205": Code(
        ERROR,
        N_("“{value}” is not a kind of document."),
        N_("The page was filed by its folder instead."),
        N_("Choose one of: {choices}"),
    ),
    "P206": Code(
        ERROR,
        N_("“{value}” is not a web address."),
        N_("The field “{field}” was left out of the page."),
        N_("Give the full address, starting with “https://”."),
    ),
    "P207": Code(
        WARNING,
        N_("“{value}”, in the field “{field}”, is not on this site's list."),
        N_("Readers who follow the list won't find this page."),
        N_("Choose a name from the list, or ask for a new one."),
    ),
    "P208": Code(
        WARNING,
        N_("“{value}” is not a language code."),
        N_("The page is taken to be in the site's language."),
        N_("Use “fr” for French, “en” for English."),
    ),
    "P209": Code(
        WARNING,
        N_("“{value}” is not the name of a known licence."),
        N_("Readers can't tell what they may do with this text."),
        N_("Use a short name such as “CC-BY-4.0”."),
    ),
    "P210": Code(
        ERROR,
        N_("The category “{value}” is not one of this notebook's categories for “{axis}”."),
        N_("The entry is shown without it."),
        N_("Choose a category that the notebook declares, or add this one to its axes."),
    ),
    "P211": Code(
        WARNING,
        N_("Categories in this notebook: {count}. That is many."),
        N_("Past 3 axes of 10 categories, people no longer know which to choose."),
        N_("Bring categories together, or split the notebook."),
    ),
    "P212": Code(
        INFO,
        N_("The field “{field}” means nothing for a document of kind “{kind}”."),
        N_("It is kept but shown nowhere."),
        N_("Take it out, or change the kind."),
    ),
    "P213": Code(
        WARNING,
        N_("The field “{field}” still holds its example: “{value}”."),
        N_("It was left out of the page."),
        N_("Replace it, or delete the line."),
    ),
    "P214": Code(
        WARNING,
        N_("“{value}”, in the field “{field}”, leads nowhere."),
        N_("It is shown as a name without a page."),
        N_("Check the spelling, or write the missing page."),
    ),
    "P215": Code(
        ERROR,
        N_("“{value}”, in the field “{field}”, is a document of kind “{kind}”."),
        N_("This field takes a document of kind “{expected}”; the reference was left out."),
        N_("Choose another document."),
    ),
    "P301": Code(
        ERROR,
        N_("Two files have the same address “{slug}”: this one and {other}."),
        N_("Only the first can be published."),
        N_("Rename one of them, or give it a “slug” of its own."),
    ),
    "P302": Code(
        ERROR,
        N_("Two files have the same id “{id}”: this one and {other}."),
        N_("An id belongs to one document for ever; this one is ignored."),
        N_("Delete the “id” line of the copy."),
    ),
    "P303": Code(
        ERROR,
        N_("“{value}” can't be used as an address."),
        N_("The file's name is used instead."),
        N_("Use lower-case letters, digits and hyphens: {example}"),
    ),
    "P304": Code(
        ERROR,
        N_("This file was not read: {reason}."),
        N_("Only ordinary files inside the project are published."),
        N_("Put an ordinary file here, under a simple name."),
    ),
    "P305": Code(
        ERROR,
        N_("The old address “{value}” is already that of {other}."),
        N_("One address can't lead to two pages."),
        N_("Delete this line of “redirect_from”."),
    ),
}
