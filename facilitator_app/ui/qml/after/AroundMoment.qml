pragma ComponentBehavior: Bound
// What surrounds the moment that was touched, in words; without one, what the shapes of the timeline mean.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Panel {
    id: panel

    required property ReviewView review
    readonly property ReviewMoment moment: review.moment

    Roomy {
        anchors { fill: parent; margins: Theme.gap }
        spacing: 12

        RowLayout {
            spacing: Theme.factor > 1.4 ? 4 : Theme.near

            Say { objectName: "moment.clock"; Layout.fillWidth: true; kind: "heading"; fontSizeMode: Text.HorizontalFit; minimumPixelSize: Theme.title; figures: true; text: panel.moment.clock; visible: panel.moment.has_moment }
            Say { Layout.fillWidth: true; kind: "body"; color: Theme.mid; wrapMode: Text.Wrap; text: qsTr("after.moment_hint"); visible: !panel.moment.has_moment }
            Button { objectName: "moment.previous"; kind: "round"; glyph: "caret-left"; text: qsTr("after.previous_entry"); onClicked: panel.moment.preceding() }
            Button { objectName: "moment.next"; kind: "round"; glyph: "caret-right"; text: qsTr("after.next_entry"); onClicked: panel.moment.following() }
            Button { objectName: "moment.close"; visible: panel.moment.has_moment; kind: "round"; glyph: "close"; text: qsTr("after.close_moment"); onClicked: panel.moment.forget() }
        }

        ColumnLayout {
            visible: panel.moment.has_moment
            spacing: 4

            Say { objectName: "moment.whereabouts"; Layout.fillWidth: true; kind: "caption"; figures: true; wrapMode: Text.Wrap; text: panel.moment.whereabouts }

            RowLayout {
                spacing: 8

                Glyph { glyphName: "music"; size: 20; color: Theme.mid }
                Say { objectName: "moment.playing"; Layout.fillWidth: true; kind: "caption"; wrapMode: Theme.factor > 1 ? Text.Wrap : Text.NoWrap; text: panel.moment.playing }
                Button { objectName: "moment.hear"; visible: panel.moment.again.is_there; kind: "round"; glyph: panel.moment.again.is_heard ? "stop" : "play"; text: panel.moment.again.is_heard ? qsTr("hear.stop") : qsTr("hear.begin"); onClicked: panel.moment.again.turn() }
            }

            Say { objectName: "moment.heard"; Layout.fillWidth: true; visible: text !== ""; kind: "caption"; wrapMode: Text.Wrap; text: panel.moment.again.told }
        }

        Scroller {
            objectName: "moment.list"
            visible: panel.moment.has_moment
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: Theme.factor > 1.4 ? 240 : 0
            contentHeight: list.implicitHeight

            Column {
                id: list

                width: parent.width
                spacing: 10
                Accessible.role: Accessible.List
                Accessible.name: panel.moment.clock

                Repeater { id: rows; model: panel.moment.near; delegate: MomentRow { width: list.width } }
                Say { visible: rows.count === 0; width: parent.width; wrapMode: Text.Wrap; color: Theme.mid; text: qsTr("after.nothing_near") }
            }
        }

        Scroller {
            id: legendArea

            visible: !panel.moment.has_moment
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: Theme.factor > 1.4 ? 240 : 0
            contentHeight: legend.implicitHeight

            Column {
                id: legend

                width: parent.width
                spacing: 8

                Say { width: parent.width; kind: "strong"; wrapMode: Text.Wrap; text: qsTr("after.legend") }

                Repeater {
                    model: panel.review.legend

                    Row {
                        required property var modelData

                        spacing: 12

                        Shape { width: 30; height: 30; shape: parent.modelData.shape; amended: parent.modelData.amended ?? false; voided: parent.modelData.voided ?? false }
                        Say { width: legend.width - 42; text: parent.modelData.text; wrapMode: Text.Wrap; color: Theme.mid; anchors.verticalCenter: parent.verticalCenter }
                    }
                }

                Say { width: parent.width; color: Theme.mid; wrapMode: Text.Wrap; text: qsTr("after.shape_late") }
                Say { width: parent.width; color: Theme.mid; wrapMode: Text.Wrap; text: qsTr("after.shape_beyond") }
            }
        }
    }

    component Shape: MarkShape {
        readonly property Inks inks: Inks {}

        colours: inks.colours
    }
}
