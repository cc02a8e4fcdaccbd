"""Codes P4xx to P7xx: links, attachments, limits, settings."""

from praxis_build.model.code import ERROR, INFO, N_, WARNING, Code

LINKS: dict[str, Code] = {
    "P401": Code(
        WARNING,
        N_("“{target}” leads nowhere yet."),
        N_("Readers see a red link: a note to be written."),
        N_("Check the name, or write that note."),
    ),
    "P402": Code(
        ERROR,
        N_("“{target}” could be any of these: {choices}."),
        N_("Praxis doesn't guess; the link is shown as text."),
        N_("Write the folder too, as in “{example}”."),
    ),
    "P403": Code(
        WARNING,
        N_("“{target}” has no heading “{fragment}”."),
        N_("The link leads to the top of the page."),
        N_("Check the heading's words."),
    ),
    "P404": Code(
        ERROR,
        N_("The file “{target}” is not there."),
        N_("The link is shown in red and leads nowhere."),
        N_("Check the path from this file's folder."),
    ),
    "P405": Code(
        INFO,
        N_("“{target}” differs from the file's name by capitals only."),
        N_("It works here and breaks on other hosts."),
        N_("Write “{example}”."),
    ),
    "P406": Code(
        ERROR,
        N_("The image or file “{target}” is not there."),
        N_("Readers see its description instead."),
        N_("Put the file beside your note and check its name."),
    ),
    "P407": Code(
        ERROR,
        N_("This link's address is not accepted: “{target}”."),
        N_("Only “https”, “http”, “mailto” and “tel” addresses are safe for readers; the link is shown as text."),
        N_("Give the full address of a web page."),
    ),
    "P408": Code(
        WARNING,
        N_("“{target}” leads to a draft, which is not published."),
        N_("Readers see a red link."),
        N_("Publish the draft first, or take the link out."),
    ),
    "P409": Code(
        WARNING,
        N_("“{target}” can't be shown inside this page."),
        N_("A page shows at most {limit} others, and never itself; a link is shown instead."),
        N_("Make it an ordinary link, without “!”."),
    ),
    "P501": Code(
        ERROR,
        N_("Files of this type are not published: “{target}”."),
        N_("Such a file could run in a reader's browser."),
        N_("Use an image, a PDF, an audio or video file, or an office document."),
    ),
    "P502": Code(
        ERROR,
        N_("“{target}” is not what its name says."),
        N_("Its content is of another type, so it is not published."),
        N_("Export the file again in the right format."),
    ),
    "P503": Code(
        ERROR,
        N_("“{target}” is too large: {size} MB."),
        N_("Readers on a phone would wait for it; at most {limit} MB is published."),
        N_("Make it smaller, or put it on a video or file service and link to it."),
    ),
    "P601": Code(
        ERROR,
        N_("This file is too large: {size} MB."),
        N_("At most {limit} MB is read, so the page is held back."),
        N_("Split the text into several notes."),
    ),
    "P602": Code(
        ERROR,
        N_("This text has too many links: {count}."),
        N_("At most {limit} are followed, so the page is held back."),
        N_("Split the text into several notes."),
    ),
    "P603": Code(
        INFO,
        N_("Marks of {tool} on this site: {count}. The first is here."),
        N_("Praxis shows them as text."),
        N_("{advice}"),
    ),
    "P604": Code(
        WARNING,
        N_("The field “{field}” holds invisible characters."),
        N_("They can make a name look like another; they are left out where the name is shown."),
        N_("Delete the value and type it again by hand."),
    ),
    "P605": Code(
        ERROR,
        N_("Quotes or lists are nested too deep: {count} levels."),
        N_("At most {limit} are read, so the page is held back."),
        N_("Take out some of the signs that begin the line."),
    ),
    "P701": Code(
        ERROR,
        N_("The setting “{setting}” can't be used: {detail}."),
        N_("The site can't be built with it."),
        N_("See the list of settings in the maintainers' guide."),
    ),
}
