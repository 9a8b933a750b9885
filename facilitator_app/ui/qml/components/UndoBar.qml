// What was just written and the one touch that takes it back.  The one who shows it takes it away after its time.
import QtQuick
import QtQuick.Layouts

Rectangle {
    id: bar

    property string text: ""
    property bool shown: text !== ""
    signal undone

    implicitWidth: Math.min(row.implicitWidth + 32, 560)
    implicitHeight: Theme.primary + 8
    radius: Theme.gap
    color: Theme.raised
    border { width: 1; color: Theme.controlLine }
    opacity: shown ? 1 : 0
    visible: opacity > 0
    Accessible.role: Accessible.Notification
    Accessible.name: text

    Behavior on opacity { NumberAnimation { duration: Theme.quick } }

    RowLayout {
        id: row

        anchors { fill: parent; leftMargin: 16; rightMargin: 8 }
        spacing: 12

        Glyph { glyphName: "check"; color: Theme.settled }
        Say { objectName: bar.objectName + ".text"; Layout.fillWidth: true; text: bar.text; Accessible.ignored: true }
        Button { objectName: bar.objectName + ".undo"; glyph: "undo"; text: qsTr("ui.undo"); onClicked: bar.undone() }
    }
}
