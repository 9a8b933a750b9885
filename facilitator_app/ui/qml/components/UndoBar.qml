// What was just written, the one touch that takes it back, and the two that move it to another seat.  The one who shows it takes it away after its time.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts

Rectangle {
    id: bar

    property string text: ""
    property bool shown: text !== ""
    property bool canMove: false
    property var seats: [] // whose it may be, while that is asked
    property real widest: 640
    readonly property bool asking: seats.length > 0
    signal undone
    signal wrong
    signal moved(string key)

    implicitWidth: Math.min(row.implicitWidth + 24, widest)
    implicitHeight: Theme.primary + 8
    radius: Theme.gap
    color: Theme.raised
    border { width: 1; color: Theme.controlLine }
    opacity: shown ? 1 : 0
    visible: opacity > 0
    Accessible.role: Accessible.Notification
    Accessible.name: asking ? qsTr("move.whose") : text

    Behavior on opacity { NumberAnimation { duration: Theme.quick } }

    RowLayout {
        id: row

        anchors { fill: parent; leftMargin: 16; rightMargin: 8 }
        spacing: 8

        Glyph { glyphName: bar.asking ? "seat" : "check"; color: bar.asking ? Theme.accent : Theme.settled }
        Say {
            objectName: bar.objectName + ".text"
            Layout.fillWidth: true
            Layout.maximumWidth: implicitWidth
            Layout.minimumWidth: bar.asking ? 0 : Math.min(implicitWidth, 120)
            text: bar.asking ? qsTr("move.whose") : bar.text
            Accessible.ignored: true
        }
        Repeater {
            model: bar.seats

            Button {
                required property var modelData

                objectName: bar.objectName + ".to." + modelData.seat
                Layout.fillWidth: true
                Layout.minimumWidth: Theme.target
                implicitWidth: 116
                implicitHeight: Theme.target
                leftPadding: 8
                rightPadding: 8
                text: modelData.text
                onClicked: bar.moved(modelData.key)
            }
        }
        Button {
            objectName: bar.objectName + ".wrong"
            visible: bar.canMove
            leftPadding: 16
            rightPadding: 16
            kind: bar.asking ? "plain" : "quiet"
            text: bar.asking ? qsTr("move.keep") : qsTr("move.wrong_person")
            onClicked: bar.wrong()
        }
        Button { objectName: bar.objectName + ".undo"; visible: !bar.asking; glyph: "undo"; text: qsTr("ui.undo"); onClicked: bar.undone() }
    }
}
