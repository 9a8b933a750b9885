// The list of what is looked at in the room, a line for each; or why somebody who was expected did not come.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property RoomListView list
    readonly property bool isList: list.asked === "list"

    open: list.asked !== ""
    title: list.title
    sheetWidth: 760
    onClosed: list.shut()

    Unsaved { kept: sheet.list.unsaved; form: sheet.list.typed_into; standing: ({ words: sheet.list.text }); fields: ({ words: words }) }

    Say { Layout.fillWidth: true; color: Theme.mid; wrapMode: Text.Wrap; text: sheet.isList ? qsTr("readiness_ui.room_list_about") : qsTr("readiness_ui.missed_about") }
    NoteField { id: words; objectName: "roomlist.words"; Layout.fillWidth: true; boxHeight: sheet.isList ? 240 : 96; label: sheet.isList ? qsTr("readiness_ui.room_list") : qsTr("readiness_ui.missed_why"); error: sheet.list.form.errors.matters ?? sheet.list.form.errors.matter ?? sheet.list.form.errors.reason ?? "" }
    FieldError { objectName: "roomlist.error"; Layout.fillWidth: true; text: sheet.list.form.general }
    Button { objectName: "roomlist.keep"; kind: "primary"; glyph: "check"; text: qsTr("readiness_ui.keep"); onClicked: sheet.list.keep(words.text) }
}
