// How the person is said to be, the intention, touch consent, what needs care.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Scroller {
    id: section

    required property PersonPanel person
    required property CompanyPanel company

    contentHeight: column.implicitHeight

    ColumnLayout {
        id: column

        width: section.width
        spacing: 8

        Say { Layout.fillWidth: true; kind: "caption"; text: qsTr("room_ui.state_is") }
        Chips { objectName: "state"; Layout.fillWidth: true; options: section.person.states; current: section.person.state; onPicked: key => section.person.say_state(key) }

        ColumnLayout {
            visible: section.person.seat > 0
            Layout.fillWidth: true
            spacing: 8

            OutOfRoom { Layout.fillWidth: true; Layout.topMargin: 8; company: section.company }

            Say { Layout.topMargin: 8; Layout.fillWidth: true; kind: "caption"; text: qsTr("room_ui.intention") }
            Say {
                objectName: "person.intention"
                Layout.fillWidth: true
                wrapMode: Text.Wrap
                color: section.person.intention === "" ? Theme.low : Theme.hi
                text: section.person.intention === "" ? qsTr("room_ui.no_intention") : section.person.intention
            }
            Say { visible: section.person.care.length > 0; Layout.topMargin: 8; kind: "caption"; text: qsTr("room_ui.care") }
            Repeater {
                model: section.person.care

                Say { required property string modelData; Layout.fillWidth: true; wrapMode: Text.Wrap; text: modelData }
            }

            Say { Layout.topMargin: 8; Layout.fillWidth: true; kind: "caption"; text: qsTr("room_ui.touch") }
            Say { objectName: "person.touch"; Layout.fillWidth: true; wrapMode: Text.Wrap; text: section.person.touch }
            Choice {
                objectName: "touch.narrower"
                visible: section.person.agreed_before
                Layout.fillWidth: true
                many: true
                text: qsTr("room_ui.touch_narrower")
                chosen: section.person.narrowed
                onClicked: section.person.set_narrowed(!chosen)
            }
            Chips { objectName: "touch"; Layout.fillWidth: true; columns: 1; options: section.person.consents; onPicked: (key, text) => section.person.agree(text) }
            Field {
                id: other

                objectName: "touch.other"
                Layout.fillWidth: true
                hint: qsTr("room_ui.touch_other")
                input.Accessible.name: qsTr("room_ui.touch_other")
                onAccepted: section.person.agree(text)
            }
        }
        Refused { Layout.fillWidth: true; text: section.person.refusal }
    }
}
