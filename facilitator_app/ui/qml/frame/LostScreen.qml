// In the place of a screen that could not be drawn: what is so, and the way on.  Uses nothing of what may have failed.
import QtQuick
import QtQuick.Layouts
import "../components"

FocusScope {
    id: page

    signal again
    signal home

    objectName: "lost"

    Rectangle { anchors.fill: parent; color: Theme.bg }

    ColumnLayout {
        anchors.centerIn: parent
        width: Math.min(Theme.readable, parent.width - 2 * Theme.pad)
        spacing: Theme.gap

        Glyph { glyphName: "warning"; size: 44; color: Theme.attention }
        Say { Layout.fillWidth: true; kind: "heading"; wrapMode: Text.Wrap; text: qsTr("ui.lost.title") }
        Say { Layout.fillWidth: true; wrapMode: Text.Wrap; text: qsTr("ui.lost.about") }

        RowLayout {
            spacing: Theme.near

            Button { objectName: "lost.again"; focus: true; kind: "primary"; text: qsTr("ui.lost.again"); onClicked: page.again() }
            Button { objectName: "lost.home"; text: qsTr("ui.lost.home"); onClicked: page.home() }
        }
    }
}
