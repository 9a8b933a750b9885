// The one page for the ambulance, large, in full light: read off the screen, or printed by one touch.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

FocusScope {
    id: page

    required property EmergencyPanel emergency
    property bool tight: false

    objectName: "sheet.screen"
    focus: true
    Component.onCompleted: forceActiveFocus()
    Keys.onEscapePressed: emergency.show_sheet(false)

    Rectangle { anchors.fill: parent; color: Theme.bg }
    MouseArea { anchors.fill: parent; acceptedButtons: Qt.AllButtons } // nothing below is touched

    ColumnLayout {
        anchors { fill: parent; margins: page.tight ? 12 : 24 }
        spacing: page.tight ? 8 : 14

        RowLayout {
            Layout.fillWidth: true
            spacing: 12

            Say { Layout.fillWidth: true; kind: "title"; wrapMode: Text.Wrap; text: qsTr("emergency.sheet_title") }
            Button { objectName: "sheet.print"; kind: "primary"; glyph: "pdf"; text: qsTr("emergency.sheet_print"); onClicked: page.emergency.print_sheet() }
            Button { objectName: "sheet.close"; kind: "round"; glyph: "close"; text: qsTr("ui.close"); onClicked: page.emergency.show_sheet(false) }
        }
        Say { objectName: "sheet.printed"; visible: text !== ""; Layout.fillWidth: true; kind: "strong"; wrapMode: Text.WrapAnywhere; text: page.emergency.printed }

        Scroller {
            Layout.fillWidth: true
            Layout.fillHeight: true
            contentHeight: rows.implicitHeight

            GridLayout {
                id: rows

                width: parent.width
                columns: 2
                columnSpacing: 32
                rowSpacing: page.tight ? 8 : 14

                Repeater {
                    model: page.emergency.sheet

                    ColumnLayout {
                        id: row

                        required property var modelData
                        readonly property bool whole: modelData.key === "name"
                        readonly property bool strong: whole || modelData.key === "born" || modelData.key === "allergies"

                        Layout.fillWidth: true
                        Layout.preferredWidth: 100
                        Layout.alignment: Qt.AlignTop
                        Layout.columnSpan: whole ? 2 : 1
                        spacing: 0

                        Say { Layout.fillWidth: true; visible: !row.whole; kind: "caption"; wrapMode: Text.Wrap; text: row.modelData.label; Accessible.ignored: true }
                        Say {
                            objectName: "sheet." + row.modelData.key
                            Layout.fillWidth: true
                            kind: row.whole ? "heading" : row.strong ? "title" : "body"
                            font.pixelSize: Theme.large(row.whole ? 44 : row.strong ? 30 : 26)
                            figures: true
                            wrapMode: Text.Wrap
                            text: row.modelData.text
                            Accessible.name: row.modelData.label + ": " + text
                        }
                    }
                }
            }
        }
    }
}
