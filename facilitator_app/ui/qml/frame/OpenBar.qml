// While a session is open and another screen is shown: one touch to its room, one touch for an emergency.  Covers nothing.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Rectangle {
    id: bar

    required property StillOpen session
    property bool shown: false

    visible: shown
    height: shown ? row.implicitHeight + 16 : 0
    color: Theme.surface

    GridLayout {
        id: row

        anchors { left: parent.left; right: parent.right; leftMargin: Theme.pad; rightMargin: Theme.pad; verticalCenter: parent.verticalCenter }
        columns: bar.width > 0 && bar.width < 480 * Theme.factor ? 1 : 2 // without a width yet it would be made for two lines, and stay so high
        columnSpacing: Theme.near
        rowSpacing: 8

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.near

            Glyph { glyphName: "seat"; color: Theme.mid }
            Say { Layout.fillWidth: true; color: Theme.mid; wrapMode: Text.Wrap; lineHeight: lineCount > 1 ? 0.95 : 1; text: qsTr("ui.open.about") }
        }
        RowLayout {
            Layout.alignment: Qt.AlignRight
            spacing: Theme.near

            Button { objectName: "open.room"; leftPadding: 18; glyph: "arrow-right"; text: qsTr("ui.open.room"); onClicked: bar.session.back() }
            Button { objectName: "open.emergency"; leftPadding: 18; glyph: "emergency"; tint: Theme.attention; text: qsTr("emergency.begin"); onClicked: bar.session.emergency() }
        }
    }
}
