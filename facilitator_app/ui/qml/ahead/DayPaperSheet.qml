// The paper of a day: what of it, printed or as a file.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property DayPaper paper

    objectName: "daypaper"
    title: qsTr("paper_day.open")
    open: paper?.open ?? false
    onClosed: paper.close()

    Say { Layout.fillWidth: true; wrapMode: Text.Wrap; color: Theme.mid; text: qsTr("paper_day.about") }
    Segmented { objectName: "daypaper.kind"; label: qsTr("paper_day.which"); options: sheet.paper?.kinds ?? []; current: sheet.paper?.kind ?? ""; onPicked: key => sheet.paper.choose(key) }
    Say { objectName: "daypaper.told"; Layout.fillWidth: true; visible: text !== ""; wrapMode: Text.Wrap; text: sheet.paper?.told ?? "" }

    actions: [
        Button { objectName: "daypaper.print"; enabled: !(sheet.paper?.busy ?? true); text: qsTr("paper_day.print"); onClicked: sheet.paper.print_it() },
        Button { objectName: "daypaper.save"; kind: "primary"; glyph: "folder"; enabled: !(sheet.paper?.busy ?? true); text: qsTr("paper_day.save"); onClicked: sheet.paper.save() }
    ]
}
