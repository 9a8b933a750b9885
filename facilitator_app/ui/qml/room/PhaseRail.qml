// The phases side by side: past filled, the present one filling, the rest to come.  The question stands where the phases were.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Facilitator
import "../components"

Item {
    id: rail

    required property PhaseTrack track
    property bool tight: false
    readonly property real lines: 13 + Theme.body * 1.15 + Theme.caption * 1.22 // what the present one says

    LayoutMirroring.enabled: false // time runs from left to right in every language
    LayoutMirroring.childrenInherit: true
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("room_ui.phases")

    RowLayout {
        anchors.fill: parent
        visible: rail.track.asked === ""
        spacing: 6

        Repeater {
            model: rail.track.phases

            T.AbstractButton {
                id: phase

                required property string key
                required property string name
                required property string place
                required property string planned
                required property real share
                required property string accessible
                readonly property bool here: place === "now"

                objectName: "phase." + key
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: here ? 150 * Theme.factor : 96
                Layout.minimumWidth: here ? 112 * Theme.factor : Theme.target
                focusPolicy: Qt.StrongFocus
                Accessible.role: Accessible.Button
                Accessible.name: accessible
                Keys.onReturnPressed: phase.click()
                onClicked: rail.track.ask(key)

                background: Rectangle {
                    radius: 10
                    color: phase.down ? Theme.raised : "transparent"
                    border { width: phase.visualFocus ? Theme.focusLine : 0; color: Theme.hi }
                }

                contentItem: Item {
                    Rectangle {
                        id: line

                        y: 4
                        width: parent.width
                        height: 6
                        radius: 3
                        color: Theme.line

                        Rectangle {
                            width: Math.max(parent.height, parent.width * phase.share)
                            height: parent.height
                            radius: 3
                            visible: phase.share > 0
                            color: !phase.here ? Theme.low : rail.track.is_over ? Theme.overdue : Theme.accent
                        }
                    }

                    Column {
                        anchors { top: line.bottom; topMargin: 3; left: parent.left; right: parent.right }

                        Say {
                            width: parent.width
                            kind: phase.here ? "strong" : "caption"
                            visible: phase.here || width >= implicitWidth || (!rail.tight && Theme.factor <= 1.4) // large, a name that has no room gives way: its bar asks with it
                            color: phase.here ? Theme.hi : Theme.mid
                            text: phase.name
                            lineHeight: 0.95
                            maximumLineCount: phase.here ? 1 : 2
                            wrapMode: phase.here ? Text.NoWrap : Text.WordWrap
                            elide: Text.ElideRight
                            fontSizeMode: Text.HorizontalFit // a long word gets a little smaller before it is cut
                            minimumPixelSize: Math.round(17 * Theme.factor)
                            Accessible.ignored: true
                        }
                        Say {
                            objectName: phase.here ? "phase.told" : ""
                            visible: phase.here
                            width: parent.width
                            kind: "caption"
                            figures: true
                            color: rail.track.is_over ? Theme.overdue : Theme.mid
                            text: rail.track.now_text
                        }
                    }
                }
            }
        }
    }

    RowLayout {
        anchors.fill: parent
        visible: rail.track.asked !== ""
        spacing: 12

        Button { objectName: "phase.begin"; kind: "primary"; text: rail.track.asked_text; enabled: !rail.track.saving; onClicked: rail.track.begin() }
        Button { objectName: "phase.not_yet"; text: qsTr("room_ui.not_yet"); onClicked: rail.track.forget() }
        Say { Layout.fillWidth: true; color: Theme.attention; text: rail.track.refusal; wrapMode: Text.Wrap }
    }
}
