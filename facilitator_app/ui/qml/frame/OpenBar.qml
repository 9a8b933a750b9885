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
    height: shown ? Theme.target + 16 : 0
    color: Theme.surface

    RowLayout {
        anchors { fill: parent; leftMargin: Theme.pad; rightMargin: Theme.pad }
        spacing: Theme.near

        Glyph { glyphName: "seat"; color: Theme.mid }
        Say { Layout.fillWidth: true; color: Theme.mid; text: qsTr("ui.open.about") }
        Button { objectName: "open.room"; glyph: "arrow-right"; text: qsTr("ui.open.room"); onClicked: bar.session.back() }
        Button { objectName: "open.emergency"; glyph: "emergency"; tint: Theme.attention; text: qsTr("emergency.begin"); onClicked: bar.session.emergency() }
    }
}
