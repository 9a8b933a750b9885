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
    property real foot: 0 // how high what takes a touch back is: it lies on no step
    property bool undo: false
    readonly property bool low: height < 400 * Theme.factor // the steps take the whole width: the sheet is a touch away
    readonly property bool slim: width < 450 * Theme.factor
    property bool ending: false // asked whether it is over: one stray touch ends nothing

    objectName: "emergency.screen"
    focus: true

    Rectangle { anchors.fill: parent; color: Theme.bg }
    MouseArea { anchors.fill: parent; acceptedButtons: Qt.AllButtons } // nothing below is touched

    ColumnLayout {
        anchors { fill: parent; margins: screen.tight ? 10 : 16 }
        spacing: screen.tight ? 8 : 12

        GridLayout {
            Layout.fillWidth: true
            columns: screen.slim ? 1 : 2
            columnSpacing: 16
            rowSpacing: 8

            RowLayout {
                spacing: 16

                Glyph { glyphName: "emergency"; size: 44; color: Theme.attention }
                Say { visible: screen.slim || screen.width > 560 * Theme.factor; kind: "heading"; text: qsTr("emergency.title") } // its sign and its clock stay
                Say { objectName: "emergency.clock"; Layout.fillWidth: true; Layout.minimumWidth: implicitWidth; kind: "clock"; font.pixelSize: Theme.large(52); text: screen.emergency.clock; Accessible.name: qsTr("emergency.clock") + " " + text }
            }
            RowLayout {
                Layout.fillWidth: true
                spacing: 16

                Act { objectName: "emergency.sheet"; visible: !screen.ending || screen.slim || screen.width > 560 * Theme.factor; Layout.minimumWidth: 150; Layout.preferredWidth: 220; glyph: "list"; enabled: !screen.veiled && screen.emergency.sheet.length > 0; text: qsTr("emergency.sheet_open"); onClicked: screen.emergency.show_sheet(true) }
                Button { objectName: "emergency.print"; visible: !screen.ending; kind: "round"; glyph: "pdf"; enabled: !screen.veiled && screen.emergency.sheet.length > 0; text: qsTr("emergency.print_now"); onClicked: screen.emergency.print_sheet() } // choosing for whom shows the sheet, and this prints it
                Act { objectName: "emergency.over"; visible: !screen.ending; text: qsTr("emergency.over"); onClicked: screen.ending = true }
                Act { objectName: "emergency.end"; visible: screen.ending; kind: "primary"; glyph: "check"; text: qsTr("emergency.end"); onClicked: screen.emergency.end() }
                Act { objectName: "emergency.goes_on"; visible: screen.ending; text: qsTr("emergency.goes_on"); onClicked: screen.ending = false } // where the first touch was: twice on the same place ends nothing
            }
        }

        RowLayout {
            Layout.fillWidth: true
            spacing: 8

            Say { kind: "strong"; text: qsTr("emergency.who") }
            GridLayout {
                id: whom

                readonly property int most: Math.max(1, Math.floor((screen.width - 100 * Theme.factor) / (74 * Theme.factor + 8))) // names that stand in a row
                readonly property int count: screen.emergency.people.length

                Layout.fillWidth: true
                columns: Math.max(1, Math.ceil(count / Math.max(1, Math.ceil(count / most))))
                columnSpacing: 8
                rowSpacing: 8

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
        }

        GridLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            columns: screen.slim ? 1 : 2 // upright, the sheet lies below the steps
            columnSpacing: 16
            rowSpacing: 16

            Roomy {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 3
                Layout.preferredHeight: 3

                GridLayout {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    columns: screen.low && !screen.slim ? 3 : 2
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
                            Layout.minimumHeight: Math.max(80, said.implicitHeight + 12)
                            kind: "quiet"
                            chosen: modelData.when !== ""
                            text: modelData.text + (modelData.when === "" ? "" : ", " + modelData.when)
                            leftPadding: 12
                            rightPadding: 12
                            onClicked: screen.emergency.tell_step(modelData.key)

                            contentItem: Item {
                                Column {
                                    id: said

                                    anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter }

                                    Item { // as high as what is written: type that got smaller for a long word keeps the height it would have had
                                        width: parent.width
                                        height: name.contentHeight

                                        Say { id: name; width: parent.width; kind: "title"; horizontalAlignment: Text.AlignHCenter; wrapMode: Text.WordWrap; fontSizeMode: Text.HorizontalFit; minimumPixelSize: Math.round(15 * Theme.factor); lineHeight: lineCount > 1 ? 0.9 : 1; text: step.modelData.text; Accessible.ignored: true }
                                    }
                                    Say { width: parent.width; visible: text !== ""; figures: true; horizontalAlignment: Text.AlignHCenter; text: step.modelData.when; Accessible.ignored: true }
                                }
                            }
                        }
                    }
                }
            }

            Scroller {
                visible: !screen.low
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 2
                Layout.preferredHeight: 2
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

                            Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: row.modelData.label }
                            Say { objectName: "emergency.sheet." + row.modelData.key; Layout.fillWidth: true; Layout.bottomMargin: 6; kind: row.modelData.key === "name" || row.modelData.key === "allergies" ? "title" : "body"; wrapMode: Text.Wrap; text: row.modelData.text }
                        }
                    }
                }
            }
        }

        Say { objectName: "emergency.printed"; visible: text !== "" && !screen.emergency.sheet_open; Layout.fillWidth: true; kind: "strong"; wrapMode: Text.WrapAnywhere; text: screen.veiled ? "" : screen.emergency.printed }
        Say { Layout.fillWidth: true; Layout.minimumHeight: screen.foot; verticalAlignment: Text.AlignVCenter; opacity: screen.undo ? 0 : 1; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("emergency.unclaimed") }
    }

    Loader {
        anchors.fill: parent
        active: screen.emergency.sheet_open && !screen.veiled
        sourceComponent: EmergencySheet { emergency: screen.emergency; tight: screen.tight }
    }

    component Act: Button { // in more lines where there is little room
        Layout.fillWidth: true
        Layout.minimumWidth: Theme.target
        Layout.maximumWidth: implicitWidth
        leftPadding: 18
        rightPadding: 18
    }
}
