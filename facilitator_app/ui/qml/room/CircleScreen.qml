// The group's own rules, large, for the opening circle: over the whole room, put away by a touch.  They can be changed here.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

FocusScope {
    id: screen

    required property CirclePanel circle
    signal emergency

    objectName: "circle.screen"
    focus: true
    Component.onCompleted: forceActiveFocus()
    Keys.onEscapePressed: circle.hide_rules()

    Rectangle { anchors.fill: parent; color: Theme.bg }
    MouseArea { anchors.fill: parent; acceptedButtons: Qt.AllButtons } // nothing below is touched

    ColumnLayout {
        anchors { fill: parent; leftMargin: 32; rightMargin: 16; topMargin: 16; bottomMargin: 32 }
        spacing: 20

        RowLayout {
            spacing: 12

            Say { Layout.fillWidth: true; kind: "heading"; wrapMode: Text.Wrap; text: qsTr("circle_ui.title") }
            Button { objectName: "circle.edit"; kind: "round"; glyph: "write"; chosen: screen.circle.editing; text: qsTr("circle_ui.edit"); onClicked: screen.circle.edit(!chosen) }
            Button { objectName: "circle.emergency"; kind: "round"; glyph: "emergency"; tint: Theme.attention; text: qsTr("emergency.begin"); onClicked: screen.emergency() }
            Item { implicitWidth: Theme.target; implicitHeight: 1 } // who means to close them does not touch it
            Button { objectName: "circle.close"; kind: "round"; glyph: "close"; text: qsTr("ui.close"); onClicked: screen.circle.hide_rules() }
        }

        Scroller {
            visible: !screen.circle.editing
            Layout.fillWidth: true
            Layout.fillHeight: true
            contentHeight: lines.implicitHeight

            Column {
                id: lines

                width: parent.width
                spacing: 24

                Repeater {
                    model: screen.circle.rules

                    Say {
                        required property string modelData
                        required property int index

                        objectName: "circle.rule." + index
                        width: lines.width
                        wrapMode: Text.Wrap
                        font.pixelSize: Theme.large(40)
                        lineHeight: 1.2
                        text: modelData
                    }
                }
                Say { visible: screen.circle.rules.length === 0; width: parent.width; kind: "title"; color: Theme.mid; wrapMode: Text.Wrap; text: qsTr("circle_ui.no_rules") }
            }
        }

        NoteField {
            objectName: "circle.rules_text"
            visible: screen.circle.editing
            Layout.fillWidth: true
            Layout.fillHeight: true
            boxHeight: 360
            label: qsTr("circle_ui.a_line_each")
            text: screen.circle.draft
            onEdited: text => screen.circle.type_rules(text)
        }
        Refused { Layout.fillWidth: true; text: screen.circle.refusal }
        Button { objectName: "circle.keep"; visible: screen.circle.editing; kind: "primary"; text: qsTr("circle_ui.keep"); onClicked: screen.circle.keep_rules() }
    }
}
