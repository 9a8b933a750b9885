// An emergency: full light, the event clock, times of one touch, and the sheet for whoever comes.  Over the whole room, also veiled.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

FocusScope {
    id: screen

    required property EmergencyPanel emergency
    property bool veiled: false
    property bool tight: false
    property bool ending: false // asked whether it is over: one stray touch ends nothing

    objectName: "emergency.screen"
    focus: true

    Rectangle { anchors.fill: parent; color: Theme.bg }
    MouseArea { anchors.fill: parent; acceptedButtons: Qt.AllButtons } // nothing below is touched

    ColumnLayout {
        anchors { fill: parent; margins: screen.tight ? 10 : 16 }
        spacing: screen.tight ? 8 : 12

        RowLayout {
            Layout.fillWidth: true
            spacing: 16

            Glyph { glyphName: "emergency"; size: 44; color: Theme.attention }
            Say { kind: "heading"; text: qsTr("emergency.title") }
            Say { objectName: "emergency.clock"; Layout.fillWidth: true; Layout.minimumWidth: implicitWidth; kind: "clock"; font.pixelSize: Theme.large(52); text: screen.emergency.clock; Accessible.name: qsTr("emergency.clock") + " " + text }
            Button { objectName: "emergency.sheet"; Layout.fillWidth: true; Layout.minimumWidth: 220; Layout.maximumWidth: implicitWidth; glyph: "list"; enabled: !screen.veiled && screen.emergency.sheet.length > 0; text: qsTr("emergency.sheet_open"); onClicked: screen.emergency.show_sheet(true) }
            Button { objectName: "emergency.over"; visible: !screen.ending; text: qsTr("emergency.over"); onClicked: screen.ending = true }
            Button { objectName: "emergency.end"; visible: screen.ending; kind: "primary"; glyph: "check"; text: qsTr("emergency.end"); onClicked: screen.emergency.end() }
            Button { objectName: "emergency.goes_on"; visible: screen.ending; text: qsTr("emergency.goes_on"); onClicked: screen.ending = false } // where the first touch was: twice on the same place ends nothing
        }

        RowLayout {
            Layout.fillWidth: true
            spacing: 8

            Say { kind: "strong"; text: qsTr("emergency.who") }
            Repeater {
                model: screen.emergency.people

                Button {
                    required property var modelData

                    objectName: "emergency.whom." + modelData.key
                    Layout.fillWidth: true
                    Layout.preferredWidth: 60 * Theme.factor
                    kind: "chip"
                    implicitHeight: Math.max(Theme.primary, lines)
                    leftPadding: 2
                    rightPadding: 2
                    chosen: modelData.chosen
                    text: screen.veiled ? modelData.unnamed : modelData.text
                    onClicked: screen.emergency.choose(modelData.key)
                }
            }
        }

        RowLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: 16

            GridLayout {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 3
                columns: 2
                rowSpacing: 12
                columnSpacing: 12

                Repeater {
                    model: screen.emergency.steps

                    Button {
                        id: step

                        required property var modelData

                        objectName: "emergency.step." + modelData.key
                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        Layout.preferredWidth: 100
                        Layout.minimumHeight: 80
                        kind: "quiet"
                        chosen: modelData.when !== ""
                        text: modelData.text + (modelData.when === "" ? "" : ", " + modelData.when)
                        onClicked: screen.emergency.tell_step(modelData.key)

                        contentItem: Item {
                            Column {
                                anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter }

                                Say { width: parent.width; kind: "title"; horizontalAlignment: Text.AlignHCenter; wrapMode: Text.Wrap; text: step.modelData.text; Accessible.ignored: true }
                                Say { width: parent.width; visible: text !== ""; figures: true; horizontalAlignment: Text.AlignHCenter; text: step.modelData.when; Accessible.ignored: true }
                            }
                        }
                    }
                }
            }

            Scroller {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 2
                contentHeight: sheet.implicitHeight

                ColumnLayout {
                    id: sheet

                    width: parent.width
                    spacing: 4

                    Say { visible: screen.veiled; Layout.fillWidth: true; wrapMode: Text.Wrap; text: qsTr("emergency.veiled") }
                    Repeater {
                        model: screen.veiled ? [] : screen.emergency.sheet

                        ColumnLayout {
                            id: row

                            required property var modelData

                            Layout.fillWidth: true
                            spacing: 0

                            Say { Layout.fillWidth: true; kind: "caption"; text: row.modelData.label }
                            Say { objectName: "emergency.sheet." + row.modelData.key; Layout.fillWidth: true; Layout.bottomMargin: 6; kind: row.modelData.key === "name" || row.modelData.key === "allergies" ? "title" : "body"; wrapMode: Text.Wrap; text: row.modelData.text }
                        }
                    }
                }
            }
        }

        Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("emergency.unclaimed") }
    }

    Loader {
        anchors.fill: parent
        active: screen.emergency.sheet_open && !screen.veiled
        sourceComponent: EmergencySheet { emergency: screen.emergency; tight: screen.tight }
    }
}
