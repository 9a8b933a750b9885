// What this is, beside the first start, and how far one is.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Roomy {
    id: introduction

    required property string step
    required property Appearance appearance
    readonly property var steps: ["clinic", "person", "code"]

    spacing: Theme.gap

    Say { kind: "heading"; text: "Facilitator" }
    Looks { objectName: "start.looks"; Layout.fillWidth: true; short: true; appearance: introduction.appearance }
    Say { Layout.fillWidth: true; text: qsTr("ui.start.about"); color: Theme.mid; wrapMode: Text.Wrap; lineHeight: 1.25 }
    Item { implicitHeight: 8 }

    Repeater {
        model: [qsTr("ui.start.step_clinic"), qsTr("ui.start.step_person"), qsTr("ui.start.step_code")]

        RowLayout {
            id: row

            required property string modelData
            required property int index
            readonly property int here: introduction.steps.indexOf(introduction.step)

            spacing: 14

            Rectangle {
                implicitWidth: 36
                implicitHeight: 36
                radius: 18
                color: "transparent"
                border { width: 2; color: row.index <= row.here ? Theme.accent : Theme.controlLine }

                Say { anchors.centerIn: parent; visible: row.index >= row.here; kind: "caption"; figures: true; text: row.index + 1; Accessible.ignored: true }
                Glyph { anchors.centerIn: parent; visible: row.index < row.here; glyphName: "check"; size: 20; color: Theme.accent }
            }

            Say { Layout.fillWidth: true; wrapMode: Text.Wrap; text: row.modelData; kind: row.index === row.here ? "strong" : "body"; color: row.index === row.here ? Theme.hi : Theme.mid }
        }
    }

    Item { Layout.fillHeight: true }
    Say { Layout.fillWidth: true; kind: "caption"; color: Theme.low; text: qsTr("ui.start.no_device"); wrapMode: Text.Wrap }
}
