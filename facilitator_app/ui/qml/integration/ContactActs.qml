// A contact: a note, how it went, and whose it is.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: contact

    required property AfterPage page

    spacing: Theme.gap

    NoteField { id: note; objectName: "contact.note"; Layout.fillWidth: true; boxHeight: 84; label: qsTr("desk.note"); text: contact.page.values.note ?? ""; error: contact.page.form.errors.note ?? ""; onEdited: text => contact.page.type("note", text) }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.near

        Button { objectName: "contact.reached"; height: Theme.primary; kind: "primary"; glyph: "check"; text: qsTr("desk.reached"); onClicked: contact.page.contact("reached", note.text) }
        Button { objectName: "contact.not_reached"; height: Theme.primary; glyph: "minus"; text: qsTr("desk.missed"); onClicked: contact.page.contact("not_reached", note.text) }
        Button { objectName: "contact.let_go"; height: Theme.primary; kind: "plain"; tint: Theme.mid; text: qsTr("desk.let_go"); onClicked: contact.page.contact("let_go", note.text) }
    }

    Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("desk.give") }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.near

        Repeater {
            model: contact.page.team

            Button {
                required property var modelData

                objectName: "contact.give." + modelData.key
                kind: "chip"
                height: Theme.target
                chosen: modelData.on
                text: modelData.text
                onClicked: contact.page.give(modelData.key)
            }
        }
    }
}
