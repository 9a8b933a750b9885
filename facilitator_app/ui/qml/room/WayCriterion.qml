// One criterion of the leaving list: what it stands on, yes by one touch, and opened: a note, no, and the provider's pass.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: criterion

    required property BoardPanel board
    required property string key
    required property string text
    required property string note
    required property string stand
    required property bool said
    required property bool scaled
    required property bool passable

    readonly property bool met: ["met", "passed", "without"].includes(stand)
    readonly property bool opened: board.more === key
    readonly property bool opens: said || scaled || passable

    signal unfolded // it is higher now: whoever scrolls it brings it into sight

    objectName: "criterion." + key
    spacing: 6
    onHeightChanged: if (opened) unfolded()
    Accessible.role: Accessible.Grouping
    Accessible.name: text + ", " + stand + (note === "" ? "" : ", " + note)

    RowLayout {
        spacing: 10

        Glyph {
            glyphName: criterion.met ? "check" : criterion.stand === "not_met" ? "attention" : "minus"
            color: criterion.met ? Theme.settled : criterion.stand === "not_met" ? Theme.attention : Theme.low
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            Say { Layout.fillWidth: true; wrapMode: Text.Wrap; text: criterion.text; Accessible.ignored: true }
            Say { objectName: "criterion.note." + criterion.key; Layout.fillWidth: true; visible: text !== ""; kind: "caption"; wrapMode: Text.Wrap; figures: true; text: criterion.note; Accessible.ignored: true }
        }
        Button {
            objectName: "criterion.yes." + criterion.key
            visible: criterion.said && criterion.stand !== "met"
            kind: "round"
            glyph: "check"
            text: qsTr("leaving_ui.yes") + ": " + criterion.text
            onClicked: criterion.board.yes(criterion.key)
        }
        Button {
            objectName: "criterion.more." + criterion.key
            visible: criterion.opens
            kind: "round"
            glyph: "write"
            chosen: criterion.opened
            text: qsTr("leaving_ui.more") + " " + criterion.text
            onClicked: criterion.board.open(criterion.key)
        }
    }

    Loader {
        Layout.fillWidth: true
        active: criterion.opened
        visible: active

        sourceComponent: ColumnLayout {
            spacing: 8

            Say { objectName: "scale.unsaved"; visible: criterion.scaled && text !== ""; Layout.fillWidth: true; kind: "caption"; color: Theme.soon; wrapMode: Text.Wrap; text: criterion.board.unsaved }
            Repeater {
                model: criterion.scaled ? criterion.board.scale : []

                ColumnLayout {
                    id: item

                    required property var modelData

                    Layout.fillWidth: true
                    spacing: 4

                    Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: item.modelData.text }
                    Segmented { objectName: "scale." + item.modelData.key; label: item.modelData.text; options: criterion.board.points; current: item.modelData.value; onPicked: key => criterion.board.score(item.modelData.key, key) }
                }
            }
            Field {
                objectName: "criterion.field"
                Layout.fillWidth: true
                hint: criterion.board.hint
                input.Accessible.name: criterion.board.hint
                text: criterion.board.note
                onEdited: text => criterion.board.type(text)
                onAccepted: if (criterion.said) criterion.board.yes(criterion.key)
            }
            Refused { Layout.fillWidth: true; text: criterion.board.refusal }
            RowLayout {
                visible: criterion.said
                spacing: 8

                Button { objectName: "criterion.with"; Layout.fillWidth: true; kind: "primary"; text: qsTr("leaving_ui.yes"); onClicked: criterion.board.yes(criterion.key) }
                Button { objectName: "criterion.no"; Layout.fillWidth: true; text: qsTr("leaving_ui.no"); onClicked: criterion.board.no(criterion.key) }
            }
            Button { objectName: "criterion.pass"; visible: criterion.passable; Layout.fillWidth: true; kind: "quiet"; leftPadding: 8; text: qsTr("leaving_ui.pass"); onClicked: criterion.board.pass_by(criterion.key) }
        }
    }
}
