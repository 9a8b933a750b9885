// While a session is open and another screen is shown: what cannot wait there, one touch to its room, one for an emergency.  Covers nothing.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"
import "../room"

Rectangle {
    id: bar

    required property StillOpen session
    property bool shown: false

    visible: shown
    implicitHeight: shown ? row.implicitHeight + 16 : 0 // not its height: that is its place's, and would stay as it was first
    color: Theme.surface

    GridLayout {
        id: row

        readonly property bool tight: bar.width > 0 && bar.width < (marks.count > 0 ? 640 : 480) * Theme.factor // without a width yet it would be made for two lines, and stay so high

        anchors { left: parent.left; right: parent.right; leftMargin: Theme.pad; rightMargin: Theme.pad; verticalCenter: parent.verticalCenter }
        columns: tight ? 1 : 2
        columnSpacing: Theme.near
        rowSpacing: 8

        RowLayout {
            visible: marks.count === 0
            Layout.fillWidth: true
            spacing: Theme.near

            Glyph { glyphName: "seat"; color: Theme.mid }
            Say { Layout.fillWidth: true; color: Theme.mid; wrapMode: Text.Wrap; lineHeight: lineCount > 1 ? 0.95 : 1; text: qsTr("ui.open.about") }
        }
        Flow { // in the place of the words that a session is open: the way to its room stands beside
            objectName: "open.told"
            visible: marks.count > 0
            Layout.fillWidth: true
            spacing: Theme.near
            Accessible.role: Accessible.StaticText
            Accessible.name: bar.session.told

            Repeater {
                id: marks

                model: bar.session.marks

                TileMark {
                    required property var model

                    objectName: "open.mark." + model.key
                    squeezed: row.tight
                    full: true
                    shape: model.shape
                    tone: "overdue"
                    tint: model.strong ? Theme.attention : Theme.overdue
                    word: model.text
                }
            }
        }
        RowLayout {
            Layout.alignment: Qt.AlignRight
            spacing: Theme.near

            Button { objectName: "open.room"; leftPadding: 18; glyph: "arrow-right"; text: qsTr("ui.open.room"); onClicked: bar.session.back() }
            Button { objectName: "open.emergency"; leftPadding: 18; glyph: "emergency"; tint: Theme.attention; text: qsTr("emergency.begin"); onClicked: bar.session.emergency() }
        }
    }
}
