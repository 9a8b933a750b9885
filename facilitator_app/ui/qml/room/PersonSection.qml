// What the person came with, then how they are and where, touch, or the words they checked in with.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Scroller {
    id: section

    required property PersonPanel person
    required property CompanyPanel company
    required property TouchPanel touch
    required property CirclePanel circle
    required property LimitsPanel limits
    required property ScorePanel scores
    property string shown: "now"

    contentHeight: column.implicitHeight

    ColumnLayout {
        id: column

        width: section.width
        spacing: 8

        ColumnLayout {
            visible: section.person.seat > 0
            Layout.fillWidth: true
            spacing: 4

            Say {
                objectName: "person.intention"
                Layout.fillWidth: true
                wrapMode: Text.Wrap
                color: section.person.intention === "" ? Theme.low : Theme.hi
                text: section.person.intention === "" ? qsTr("room_ui.no_intention") : section.person.intention
                Accessible.name: qsTr("room_ui.intention") + ": " + text
            }
            Say { Layout.fillWidth: true; visible: section.person.care.length > 0; Layout.topMargin: 4; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("room_ui.care") }
            Repeater {
                model: section.person.care

                Say { required property string modelData; Layout.fillWidth: true; wrapMode: Text.Wrap; text: modelData }
            }
            Chips {
                label: qsTr("room_ui.section_person")
                objectName: "person.part"
                Layout.fillWidth: true
                Layout.topMargin: 4
                columns: 2
                options: section.person.parts
                current: section.shown
                onPicked: key => section.shown = key
            }
        }

        ColumnLayout {
            visible: section.person.seat === 0 || section.shown === "now"
            Layout.fillWidth: true
            spacing: 8

            Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("room_ui.state_is") }
            Chips { objectName: "state"; Layout.fillWidth: true; options: section.person.states; current: section.person.state; onPicked: key => section.person.say_state(key) }
            OutOfRoom { visible: section.person.seat > 0; Layout.fillWidth: true; Layout.topMargin: 8; company: section.company }
        }
        PersonTouch { visible: section.person.seat > 0 && section.shown === "touch"; Layout.fillWidth: true; touch: section.touch }
        PersonLimits { visible: section.person.seat > 0 && section.shown === "limits"; Layout.fillWidth: true; limits: section.limits; scores: section.scores }
        PersonCircle { visible: section.person.seat > 0 && section.shown === "circle"; Layout.fillWidth: true; circle: section.circle }
        Refused { Layout.fillWidth: true; text: section.person.refusal }
    }
}
