// One line opened: amend its words, a value or its time, or withdraw it; always with a reason.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: form

    required property HistoryPanel history

    spacing: 8

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: column.implicitHeight

        ColumnLayout {
            id: column

            width: parent.width
            spacing: 8

            Say { objectName: "amend.told"; Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; maximumLineCount: 5; elide: Text.ElideRight; text: form.history.open_text }
            Button { objectName: "amend.confirm"; visible: form.history.can_confirm; Layout.fillWidth: true; kind: "primary"; glyph: "check"; text: qsTr("room_ui.confirm"); onClicked: form.history.confirm() }
            Say { Layout.fillWidth: true; visible: seats.visible; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("move.to") }
            Chips { id: seats; objectName: "amend.seat"; label: qsTr("move.to"); visible: form.history.seats.length > 0; Layout.fillWidth: true; columns: form.width > 300 ? 3 : 2; options: form.history.seats; onPicked: key => form.history.move(key) }
            NoteField {
                objectName: "amend.text"
                visible: form.history.amendable === "text"
                Layout.fillWidth: true
                boxHeight: 110
                label: qsTr("room_ui.new_text")
                text: form.history.fields.text
                onEdited: text => form.history.put("text", text)
            }
            Say { Layout.fillWidth: true; visible: form.history.amendable === "word"; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("room_ui.new_word") }
            Chips {
                objectName: "amend.word"
                visible: form.history.amendable === "word"
                Layout.fillWidth: true
                label: qsTr("room_ui.new_word")
                columns: form.width > 300 ? 3 : 2
                options: form.history.words
                current: form.history.fields.word
                onPicked: key => form.history.put("word", key)
            }
            Chips {
                objectName: "amend.measure"
                visible: form.history.amendable === "value"
                Layout.fillWidth: true
                options: form.history.measures
                current: form.history.fields.measure
                onPicked: key => form.history.put("measure", key)
            }
            Field {
                objectName: "amend.value"
                visible: form.history.amendable === "value"
                Layout.fillWidth: true
                numeric: true
                label: qsTr("room_ui.new_value")
                text: form.history.fields.value
                onEdited: text => form.history.put("value", text)
            }
            Field { objectName: "amend.amount"; visible: form.history.amendable === "dose"; Layout.fillWidth: true; numeric: true; label: qsTr("room_ui.new_amount"); text: form.history.fields.amount; onEdited: text => form.history.put("amount", text) }
            Field { objectName: "amend.count"; visible: form.history.counted !== ""; Layout.fillWidth: true; numeric: true; label: form.history.counted; text: form.history.fields.count; onEdited: text => form.history.put("count", text) }
            Say { Layout.fillWidth: true; visible: form.history.amendable === "dose"; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("room_ui.route") }
            Chips { objectName: "amend.route"; visible: form.history.amendable === "dose"; label: qsTr("room_ui.route"); Layout.fillWidth: true; options: form.history.routes; current: form.history.fields.route; onPicked: key => form.history.put("route", key) }
            Field { objectName: "amend.time"; Layout.fillWidth: true; numeric: true; also: "h"; label: qsTr("room_ui.new_time"); hint: form.history.open_time; text: form.history.fields.time; onEdited: text => form.history.put("time", text) }
        }
    }

    Field { // beside the acts that need it, never out of view
        id: reason

        readonly property bool refused: form.history.refused_field === "reason"

        objectName: "amend.reason"
        Layout.fillWidth: true
        label: qsTr("room_ui.reason")
        text: form.history.fields.reason
        onRefusedChanged: if (refused) reason.input.forceActiveFocus()
        onEdited: text => form.history.put("reason", text)
    }
    Refused { Layout.fillWidth: true; text: form.history.refusal }
    Say { objectName: "amend.then"; visible: text !== ""; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: form.history.then_holds }

    Button { objectName: "amend.save"; Layout.fillWidth: true; kind: "primary"; text: qsTr("room_ui.amend"); onClicked: form.history.amend() }
    RowLayout {
        spacing: 8

        Button { objectName: "amend.back"; kind: "round"; glyph: "arrow-left"; text: qsTr("room_ui.back"); onClicked: form.history.close() }
        Button { objectName: "amend.withdraw"; Layout.fillWidth: true; text: qsTr("room_ui.withdraw"); onClicked: form.history.withdraw() }
    }
}
