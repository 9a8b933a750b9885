// The leaving board: a column a person, a line a criterion; a touch says yes, or opens the person's own list.  Signed below.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

FocusScope {
    id: screen

    required property EverybodyPanel board
    required property HoldPanel hold
    property bool tight: false
    property bool undo: false // what was just written can be taken back, below
    readonly property real first: Math.min(340 * Theme.factor, width * (0.22 + 0.06 * Theme.factor))
    readonly property real line: Math.max(Theme.target + 4, tallest(labels, labels.count))
    readonly property real signLine: Math.max(Theme.target, tallest(signers, signers.count))
    readonly property bool low: height < 300 * Theme.factor
    readonly property real each: (width - first - 48) / Math.max(1, heads.count)

    function tallest(told: Repeater, count: int): real {
        let most = 0;
        for (let place = 0; place < count; place++)
            most = Math.max(most, (told.itemAt(place) as Text)?.contentHeight ?? 0);
        return most;
    }

    objectName: "board.screen"
    focus: true
    Component.onCompleted: forceActiveFocus()
    Keys.onEscapePressed: board.show(false)

    Rectangle { anchors.fill: parent; color: Theme.bg }
    MouseArea { anchors.fill: parent; acceptedButtons: Qt.AllButtons } // nothing below is touched

    ColumnLayout {
        anchors { fill: parent; margins: 16; topMargin: 8; bottomMargin: screen.undo ? 96 : 16 }
        spacing: 10
        visible: !screen.hold.asking

        RowLayout {
            spacing: 12

            Say { kind: "title"; text: qsTr("leaving_ui.board_title") }
            Say { objectName: "board.holder"; Layout.fillWidth: true; kind: "caption"; figures: true; horizontalAlignment: Text.AlignRight; text: screen.hold.holder }
            Button { objectName: "board.done"; visible: screen.hold.holder !== ""; text: qsTr("hold.done"); onClicked: screen.hold.let_go() }
            Button { objectName: "board.close"; kind: "round"; glyph: "close"; text: qsTr("ui.close"); onClicked: screen.board.show(false) }
        }
        Refused { Layout.fillWidth: true; text: screen.board.refusal }

        Row { // whose column it is stays in sight
            Item { width: screen.first; height: 1 }
            Repeater {
                id: heads

                model: screen.board.people

                Column {
                    id: head

                    required property int seat
                    required property string name

                    width: screen.each

                    Say { width: parent.width; horizontalAlignment: Text.AlignHCenter; kind: "title"; color: Theme.accent; text: head.seat; Accessible.ignored: true }
                    Say { objectName: "board.name." + head.seat; width: parent.width; horizontalAlignment: Text.AlignHCenter; fontSizeMode: Theme.factor > 1 ? Text.HorizontalFit : Text.FixedSize; minimumPixelSize: 16; text: head.name; Accessible.name: head.seat + " " + head.name }
                }
            }
        }

        Roomy { // where hardly a line has room above the signatures they scroll too
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: 10

            Scroller {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: screen.low ? columns.implicitHeight : 0
                contentHeight: columns.implicitHeight

                Row {
                    id: columns

                    Column {
                        Repeater {
                            id: labels

                            model: screen.board.labels

                            Say { required property var modelData; width: screen.first; rightPadding: 12; height: screen.line; verticalAlignment: Text.AlignVCenter; wrapMode: Text.Wrap; lineHeight: 0.95; text: modelData.text }
                        }
                    }
                    Repeater {
                        model: screen.board.people

                        Column {
                            id: person

                            required property string person
                            required property int seat
                            required property list<var> cells

                            width: screen.each

                            Repeater {
                                model: person.cells

                                Item {
                                    id: cell

                                    required property var modelData
                                    readonly property bool met: ["met", "passed", "without"].includes(modelData.stand)

                                    width: screen.each
                                    height: screen.line

                                    Button {
                                        objectName: "board." + person.seat + "." + cell.modelData.key
                                        x: (screen.each - width) / 2
                                        y: (screen.line - height) / 2 // level with its words
                                        width: Math.min(screen.each - 6, 120)
                                        kind: "round"
                                        glyph: cell.met ? "check" : cell.modelData.stand === "not_met" ? "attention" : "minus"
                                        tint: cell.met ? Theme.settled : cell.modelData.stand === "not_met" ? Theme.attention : Theme.low
                                        text: cell.modelData.said
                                        onClicked: screen.board.touch(person.person, cell.modelData.key)
                                    }
                                }
                            }
                        }
                    }
                }
            }

            Row {
                Column {
                    spacing: 6

                    Repeater {
                        id: signers

                        model: screen.board.signers

                        Say { required property string modelData; width: screen.first; rightPadding: 12; height: screen.signLine; verticalAlignment: Text.AlignVCenter; kind: "strong"; wrapMode: Text.Wrap; lineHeight: 0.95; text: modelData }
                    }
                }
                Repeater {
                    model: screen.board.people

                    Column {
                        id: signed

                        required property string person
                        required property int seat
                        required property list<var> signs

                        width: screen.each
                        spacing: 6

                        Repeater {
                            model: signed.signs

                            Button {
                                required property var modelData

                                objectName: "board.sign." + signed.seat + "." + modelData.role
                                x: (screen.each - width) / 2
                                height: screen.signLine
                                width: Math.min(screen.each - 6, 160)
                                kind: "round"
                                glyph: modelData.done ? "check" : "sign"
                                tint: modelData.done ? Theme.settled : Theme.hi
                                chosen: modelData.done
                                text: modelData.text
                                onClicked: screen.board.sign(signed.person, modelData.role)
                            }
                        }
                    }
                }
            }
        }
    }

    Loader {
        anchors.centerIn: parent
        width: Math.min(440 * Theme.factor, parent.width - 2 * Theme.gap)
        height: Math.min(parent.height - 2 * Theme.gap, (item as Item)?.implicitHeight ?? 0)
        active: screen.hold.asking
        sourceComponent: WayHold { hold: screen.hold; tight: screen.tight }
    }
}
