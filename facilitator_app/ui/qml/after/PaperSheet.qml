// The timeline as it is shown, onto paper or into a file: what of it, with names and words or without.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property ReviewPaper paper
    required property TimelineItem seen
    readonly property Inks inks: Inks {}

    objectName: "paper"
    title: qsTr("paper.open")
    open: paper?.is_open ?? false
    onClosed: paper.show(false)

    Say { Layout.fillWidth: true; wrapMode: Text.Wrap; color: Theme.mid; text: qsTr("paper.about") }

    Segmented {
        objectName: "paper.kind"
        label: qsTr("paper.kind")
        options: [{ key: "pdf", text: "PDF" }, { key: "png", text: "PNG" }, { key: "svg", text: "SVG" }]
        current: sheet.paper?.kind ?? ""
        onPicked: key => sheet.paper.choose(key)
    }

    Segmented {
        objectName: "paper.words"
        label: qsTr("paper.words")
        options: [{ key: "shown", text: qsTr("paper.words_shown") }, { key: "none", text: qsTr("paper.words_none") }]
        current: sheet.paper?.words ?? ""
        onPicked: key => sheet.paper.choose_words(key)
    }

    Say { objectName: "paper.told"; Layout.fillWidth: true; visible: text !== ""; wrapMode: Text.Wrap; text: sheet.paper?.told ?? "" }

    actions: [
        Button { objectName: "paper.print"; enabled: !(sheet.paper?.busy ?? true); text: qsTr("paper.print"); onClicked: sheet.paper.print_it(sheet.seen.begin, sheet.seen.span, sheet.inks.paper, Theme.family) },
        Button { objectName: "paper.save"; kind: "primary"; glyph: "folder"; enabled: !(sheet.paper?.busy ?? true); text: qsTr("paper.save"); onClicked: sheet.paper.save(sheet.seen.begin, sheet.seen.span, sheet.inks.paper, Theme.family) }
    ]
}
