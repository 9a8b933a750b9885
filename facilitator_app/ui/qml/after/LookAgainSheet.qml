// A dose was told after somebody was cleared: whom it is about, and what was found when they were looked at again.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property LookAgainView again

    objectName: "look_again"
    title: qsTr("look_again.title")
    open: again?.is_open ?? false
    onClosed: again.close()

    Say { Layout.fillWidth: true; wrapMode: Text.Wrap; color: Theme.mid; text: qsTr("look_again.about") }
    Say { objectName: "look_again.not_yours"; visible: !(sheet.again?.may ?? true); Layout.fillWidth: true; wrapMode: Text.Wrap; color: Theme.soon; text: qsTr("look_again.not_yours") }

    Repeater {
        model: sheet.again?.people ?? []

        ColumnLayout {
            id: row

            required property var modelData
            readonly property bool tried: sheet.again.asked === modelData.key

            objectName: "look_again.row." + modelData.key
            Layout.fillWidth: true
            Layout.topMargin: 8
            spacing: Theme.near

            Say { Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; text: row.modelData.who }

            RowLayout {
                spacing: Theme.near

                Glyph { glyphName: row.modelData.waits ? "attention" : "check"; color: row.modelData.waits ? Theme.attention : Theme.settled; Layout.alignment: Qt.AlignTop }
                Say { objectName: "look_again.said." + row.modelData.key; Layout.fillWidth: true; wrapMode: Text.Wrap; text: row.modelData.said }
            }

            Say { Layout.fillWidth: true; kind: "caption"; figures: true; wrapMode: Text.Wrap; text: row.modelData.why }
            Say { objectName: "look_again.told." + row.modelData.key; visible: text !== ""; Layout.fillWidth: true; kind: "caption"; figures: true; wrapMode: Text.Wrap; text: row.modelData.told }
            Say { visible: text !== ""; Layout.fillWidth: true; wrapMode: Text.Wrap; text: row.modelData.text }

            NoteField {
                id: words

                objectName: "look_again.text." + row.modelData.key
                visible: row.modelData.waits && sheet.again.may
                Layout.fillWidth: true
                boxHeight: 88
                label: qsTr("look_again.text")
                text: sheet.again.typed(row.modelData.key)
                error: row.tried ? sheet.again.form.errors.text ?? "" : ""
                onEdited: text => sheet.again.type(row.modelData.key, text)

                Connections {
                    target: sheet.again

                    function onOpened() { words.text = sheet.again.typed(row.modelData.key) }
                }
            }

            Flow {
                visible: row.modelData.waits && sheet.again.may
                Layout.fillWidth: true
                spacing: Theme.near

                Button { objectName: "look_again.stands." + row.modelData.key; height: Theme.primary; kind: "primary"; glyph: "check"; text: qsTr("look_again.stands"); enabled: !sheet.again.form.busy; onClicked: sheet.again.answer(row.modelData.key, true, words.text) }
                Button { objectName: "look_again.stands_not." + row.modelData.key; height: Theme.primary; glyph: "minus"; text: qsTr("look_again.stands_not"); enabled: !sheet.again.form.busy; onClicked: sheet.again.answer(row.modelData.key, false, words.text) }
            }

            FieldError { objectName: "look_again.error." + row.modelData.key; Layout.fillWidth: true; text: row.tried ? sheet.again.form.general : "" }
        }
    }
}
