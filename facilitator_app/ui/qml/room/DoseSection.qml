// A dose in three steps: what and how, how much, and the time-out with the person.  Nothing is filled in beforehand.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Item {
    id: section

    required property DosePanel dose
    property bool tight: false

    DoseWhat { anchors.fill: parent; visible: section.dose.page === "what"; dose: section.dose }
    DoseAmount { anchors.fill: parent; visible: section.dose.page === "amount"; dose: section.dose; tight: section.tight }

    ColumnLayout {
        anchors.fill: parent
        visible: section.dose.page === "time_out"
        spacing: 8

        Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("room_ui.time_out") }

        Scroller {
            Layout.fillWidth: true
            Layout.fillHeight: true
            contentHeight: rows.implicitHeight

            Column {
                id: rows

                width: parent.width
                spacing: 8

                Repeater {
                    model: section.dose.time_out

                    Item {
                        id: row

                        required property string name
                        required property string told
                        required property bool marked

                        width: rows.width
                        height: value.height

                        Say { width: 92; kind: "caption"; color: Theme.low; text: row.name }
                        Say { id: value; x: 96; width: parent.width - x; kind: "strong"; wrapMode: Text.Wrap; color: row.marked ? Theme.soon : Theme.hi; text: row.told }
                    }
                }
                Rectangle { width: parent.width; height: 1; color: Theme.line }
                Say { objectName: "dose.summary"; width: parent.width; kind: "title"; wrapMode: Text.Wrap; text: section.dose.summary }
            }
        }

        Refused { Layout.fillWidth: true; text: section.dose.refusal }
        RowLayout {
            spacing: 8

            Button { objectName: "dose.back"; kind: "round"; glyph: "arrow-left"; text: qsTr("room_ui.back"); onClicked: section.dose.back() }
            Button { objectName: "dose.record"; Layout.fillWidth: true; kind: "primary"; enabled: !section.dose.saving; text: qsTr("room_ui.record_dose"); onClicked: section.dose.record() }
        }
    }
}
