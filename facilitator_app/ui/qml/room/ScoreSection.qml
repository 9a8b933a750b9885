// How awake the person is: one touch on a level writes it down.  Before every level stands that nobody was woken.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: section

    required property ScorePanel scores
    property bool tight: false
    signal back

    spacing: 8

    Say { Layout.fillWidth: true; kind: "title"; wrapMode: Text.Wrap; visible: section.scores.scales.length === 0; text: section.scores.name }
    Chips { objectName: "score.scale"; visible: section.scores.scales.length > 0; Layout.fillWidth: true; columns: section.scores.scales.length; options: section.scores.scales; current: section.scores.scale; onPicked: key => section.scores.turn_to(key) }

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: column.implicitHeight

        ColumnLayout {
            id: column

            width: parent.width
            spacing: section.tight ? 4 : 8

            Chips { objectName: "score"; Layout.fillWidth: true; columns: section.scores.columns; spacing: column.spacing; options: section.scores.levels; current: section.scores.current; onPicked: key => section.scores.say(key) }
            ColumnLayout {
                visible: section.scores.asks_oxygen
                Layout.fillWidth: true
                Layout.topMargin: 8
                spacing: 8

                Chips { objectName: "score.breathes"; Layout.fillWidth: true; options: section.scores.airs; current: section.scores.breathes; onPicked: key => section.scores.say_breathes(key) }
                Say { objectName: "score.news2"; Layout.fillWidth: true; wrapMode: Text.Wrap; figures: true; text: section.scores.news2 }
                Say { objectName: "score.source"; Layout.fillWidth: true; wrapMode: Text.Wrap; kind: "caption"; color: Theme.low; text: section.scores.source }
            }
        }
    }
    Refused { Layout.fillWidth: true; text: section.scores.refusal }
    Button { objectName: "score.back"; Layout.fillWidth: true; glyph: "arrow-left"; text: qsTr("room_ui.back"); onClicked: section.back() }
}
