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
    height: shown ? Math.max(Theme.target, about.implicitHeight) + 16 : 0
    color: Theme.surface

    RowLayout {
        anchors { fill: parent; leftMargin: Theme.pad; rightMargin: Theme.pad }
        spacing: Theme.near

        Glyph { glyphName: "seat"; color: Theme.mid }
        Say { id: about; Layout.fillWidth: true; color: Theme.mid; wrapMode: Text.Wrap; lineHeight: lineCount > 1 ? 0.95 : 1; text: qsTr("ui.open.about") }
        Button { objectName: "open.room"; leftPadding: 18; glyph: "arrow-right"; text: qsTr("ui.open.room"); onClicked: bar.session.back() }
        Button { objectName: "open.emergency"; leftPadding: 18; glyph: "emergency"; tint: Theme.attention; text: qsTr("emergency.begin"); onClicked: bar.session.emergency() }
    }
}
