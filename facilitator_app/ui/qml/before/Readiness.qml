// The board before the medicine: one row for each person, below it the team and the room.  A touch on a field opens its matter.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../ahead"
import "../components"

FocusScope {
    id: screen

    required property ReadinessView readiness
    readonly property bool slim: Theme.factor > 1.2 || cell < 76 // no columns: each matter has its name beside it
    readonly property real names: Math.max(150, Math.min(210, width * 0.16))
    readonly property real cell: (width - 4 * Theme.gap - names) / readiness.headings.length
    signal home
    signal led(string where, string person)
    signal begun(string session)

    objectName: "readiness"

    Rectangle { anchors.fill: parent; color: Theme.bg }

    Roomy {
        anchors { fill: parent; margins: Theme.gap }
        spacing: Theme.gap

        GridLayout {
            columns: screen.slim ? 1 : 2
            columnSpacing: Theme.gap
            rowSpacing: Theme.near

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.gap

                Button { objectName: "readiness.home"; kind: "round"; glyph: "home"; text: qsTr("after.home"); onClicked: screen.home() }

                ColumnLayout {
                    spacing: 0

                    Say { Layout.fillWidth: true; kind: "title"; wrapMode: Theme.factor > 1 ? Text.Wrap : Text.NoWrap; text: qsTr("readiness_ui.title") + " · " + screen.readiness.title }
                    Say { objectName: "readiness.about"; Layout.fillWidth: true; kind: "caption"; wrapMode: Theme.factor > 1 ? Text.Wrap : Text.NoWrap; text: screen.readiness.about }
                }
            }
            RowLayout {
                spacing: Theme.gap

                Button { objectName: "readiness.paper"; glyph: "review"; text: qsTr("paper_day.open"); onClicked: screen.readiness.paper.today() }
                Glyph { glyphName: screen.readiness.is_ready ? "check" : "minus"; color: screen.readiness.is_ready ? Theme.settled : Theme.mid }
                Say { objectName: "readiness.whole"; Layout.fillWidth: screen.slim; wrapMode: screen.slim ? Text.Wrap : Text.NoWrap; kind: "strong"; color: screen.readiness.is_ready ? Theme.settled : Theme.hi; text: screen.readiness.whole }
                Button { objectName: "readiness.begin"; visible: screen.readiness.set_session !== ""; kind: "primary"; glyph: "door"; text: qsTr("readiness_ui.begin"); onClicked: screen.begun(screen.readiness.set_session) }
            }
        }

        Say { objectName: "readiness.to_mind"; visible: text !== ""; Layout.fillWidth: true; color: Theme.soon; wrapMode: Text.Wrap; text: screen.readiness.to_mind }

        Flow { // the sum of all of it, in view wherever one has scrolled to
            Layout.fillWidth: true
            spacing: Theme.gap

            Repeater {
                model: screen.readiness.sums

                Row {
                    id: sum

                    required property var modelData

                    spacing: 8

                    Glyph { anchors.verticalCenter: parent.verticalCenter; glyphName: sum.modelData.glyph; size: 20; color: sum.modelData.glyph === "check" ? Theme.settled : Theme.mid }
                    Say { objectName: "readiness.sum." + sum.modelData.key; text: sum.modelData.text }
                }
            }
        }

        Scroller {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: screen.slim && screen.height < 500 * Theme.factor ? column.implicitHeight : 0
            contentHeight: column.implicitHeight

            ColumnLayout {
                id: column

                width: parent.width
                spacing: 6

                Row {
                    visible: !screen.readiness.is_empty && !screen.slim
                    Layout.leftMargin: screen.names + Theme.gap

                    Repeater {
                        model: screen.readiness.headings

                        Say { required property string modelData; width: screen.cell; horizontalAlignment: Text.AlignHCenter; font.pixelSize: Theme.least; color: Theme.mid; text: modelData }
                    }
                }

                Repeater {
                    model: screen.readiness.rows

                    ReadinessRow {
                        Layout.fillWidth: true
                        names: screen.names
                        cell: screen.cell
                        headings: screen.slim ? screen.readiness.headings : []
                        onOpened: (person, matter) => screen.readiness.show(person, matter)
                    }
                }

                Flow { // who stays and takes no medicine
                    visible: screen.readiness.floor.staying.length > 0
                    Layout.fillWidth: true
                    Layout.topMargin: Theme.near
                    spacing: Theme.near

                    Say { objectName: "readiness.staying"; height: Theme.target; verticalAlignment: Text.AlignVCenter; kind: "caption"; text: qsTr("readiness_ui.staying") }

                    Repeater {
                        model: screen.readiness.floor.staying

                        Button { required property var modelData; objectName: "readiness.take." + modelData.id; height: Theme.target; text: modelData.text; onClicked: screen.readiness.floor.take(modelData.id) }
                    }
                }

                Flow { // who was expected and did not come
                    visible: screen.readiness.lists.missed.length > 0
                    Layout.fillWidth: true
                    Layout.topMargin: Theme.near
                    spacing: Theme.near

                    Say { height: Theme.target; verticalAlignment: Text.AlignVCenter; kind: "caption"; text: screen.readiness.set_session === "" ? qsTr("readiness_ui.missed") : qsTr("readiness_ui.away_missed") }

                    Repeater {
                        model: screen.readiness.lists.missed

                        Button { required property var modelData; objectName: "readiness.missed." + modelData.id; height: Theme.target; glyph: modelData.note === "" ? "attention" : "check"; text: modelData.note === "" ? modelData.text : modelData.text + ": " + modelData.note; onClicked: screen.readiness.lists.ask(modelData.id) }
                    }
                }

                RowLayout {
                    Layout.topMargin: Theme.gap
                    spacing: Theme.gap

                    Say { kind: "title"; text: qsTr("readiness_ui.room") }
                    Button { objectName: "readiness.list"; kind: "quiet"; glyph: "list"; text: qsTr("readiness_ui.room_list"); onClicked: screen.readiness.lists.ask("list") }
                }

                Flow {
                    Layout.fillWidth: true
                    spacing: Theme.near

                    Repeater {
                        model: screen.readiness.room

                        MatterButton {
                            required property var modelData

                            objectName: "readiness.room." + modelData.matter
                            matter: modelData
                            label: modelData.text
                            onClicked: screen.readiness.show("", modelData.matter)
                        }
                    }
                }

                Say { Layout.topMargin: Theme.gap; kind: "title"; text: qsTr("readiness_ui.team") }

                RowLayout {
                    visible: !screen.readiness.team_is_short
                    spacing: 10

                    Glyph { visible: screen.readiness.set_session === ""; glyphName: "check"; color: Theme.settled }
                    Say { objectName: "readiness.team"; Layout.fillWidth: true; text: screen.readiness.team; wrapMode: Text.Wrap }
                }

                Flow {
                    visible: screen.readiness.team_is_short
                    Layout.fillWidth: true
                    spacing: Theme.near

                    Repeater {
                        model: screen.readiness.staff

                        MatterButton {
                            required property var modelData

                            objectName: "readiness.staff." + modelData.matter
                            matter: modelData
                            label: modelData.text
                            onClicked: screen.readiness.show("", modelData.matter)
                        }
                    }
                }
            }
        }
    }

    DayPaperSheet { paper: screen.readiness.paper }
    MatterSheet { objectName: "matter"; readiness: screen.readiness; onLed: (where, person) => screen.led(where, person) }
    RoomListSheet { objectName: "roomlist"; list: screen.readiness.lists }
    SignSheet { objectName: "sign"; signing: screen.readiness.agreement.signing }

    PaperShownSheet { objectName: "shown"; shown: screen.readiness.consent.shown }

    Loader { // above the matter it was opened from
        id: checking

        anchors.fill: parent
        z: 21

        Connections {
            target: screen.readiness.matter

            function onChecking() { checking.setSource("../music/CheckSheet.qml", { objectName: "check", check: screen.readiness.matter.check }) }
        }
    }
}
