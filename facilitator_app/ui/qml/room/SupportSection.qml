// A support call: silent, answered, settled.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: section

    required property SupportPanel support
    readonly property bool open: support.stage !== "none"

    spacing: 10

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: column.implicitHeight

        ColumnLayout {
            id: column

            width: parent.width
            spacing: 10

            Button {
                objectName: "support.call"
                visible: !section.open
                Layout.fillWidth: true
                implicitHeight: Math.max(88, lines)
                kind: "primary"
                glyph: "support"
                text: qsTr("room_ui.support_want")
                onClicked: section.support.call("")
            }
            Say { visible: !section.open; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("room_ui.support_what") }
            Chips { objectName: "support.wish"; visible: !section.open; Layout.fillWidth: true; options: section.support.wishes; onPicked: (key, text) => section.support.call(text) }

            Say { objectName: "support.told"; visible: section.open; Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; color: Theme.attention; text: section.support.told_so_far }
            ByRow { objectName: "support.by"; visible: section.support.stage === "called" && options.length > 0; Layout.fillWidth: true; label: qsTr("room_ui.support_by"); by: section.support.by }
            Button {
                objectName: "support.answer"
                visible: section.support.stage === "called"
                Layout.fillWidth: true
                implicitHeight: Math.max(76, lines)
                kind: "primary"
                glyph: "support-given"
                text: section.support.answer_act
                onClicked: section.support.answer()
            }
            Say { Layout.fillWidth: true; visible: section.open; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("room_ui.support_did") }
            Chips { objectName: "support.deed"; visible: section.open; Layout.fillWidth: true; options: section.support.deeds; onPicked: (key, text) => section.support.add_deed(text) }
            Field {
                objectName: "support.done"
                visible: section.open
                Layout.fillWidth: true
                hint: qsTr("room_ui.support_did")
                input.Accessible.name: qsTr("room_ui.support_did")
                text: section.support.done_text
                onEdited: text => section.support.type(text)
            }
        }
    }
    Refused { Layout.fillWidth: true; text: section.support.refusal }
    Button {
        objectName: "support.settle"
        visible: section.open
        Layout.fillWidth: true
        implicitHeight: Math.max(Theme.primary, lines)
        kind: section.support.stage === "answered" ? "primary" : "quiet"
        glyph: "check"
        text: qsTr("room_ui.support_over")
        onClicked: section.support.settle()
    }
}
