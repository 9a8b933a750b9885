// What a programme wants after its sessions: the call on the next day, and contacts on later days.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Scroller {
    id: part

    required property WishesView wishes

    contentHeight: column.implicitHeight + 8

    Connections {
        target: part.wishes

        function onOpened() { unsaved.fill() }
    }

    Unsaved { id: unsaved; kept: part.wishes.unsaved; form: part.wishes.programme; standing: ({ days: part.wishes.days }); fields: ({ days: days }) }

    ColumnLayout {
        id: column

        width: parent.width - 12
        spacing: Theme.gap

        Say { Layout.fillWidth: true; Layout.maximumWidth: Theme.readable; color: Theme.mid; text: qsTr("wishes.about"); wrapMode: Text.Wrap; lineHeight: 1.2 }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.maximumWidth: Theme.readable
            spacing: 8

            Repeater {
                model: part.wishes.programmes

                Choice {
                    required property var modelData

                    objectName: "wishes." + modelData.key
                    Layout.fillWidth: true
                    text: modelData.text
                    chosen: modelData.key === part.wishes.programme
                    onClicked: part.wishes.show(modelData.key)
                }
            }
        }

        Choice { objectName: "wishes.call"; Layout.fillWidth: true; Layout.maximumWidth: Theme.readable; many: true; text: qsTr("wishes.call"); chosen: part.wishes.call; onClicked: part.wishes.turn_call() }
        Field { id: days; objectName: "wishes.days"; Layout.fillWidth: true; Layout.maximumWidth: Theme.readable; label: qsTr("wishes.days"); hint: qsTr("wishes.days_hint"); error: part.wishes.form.errors.follow_up_days ?? ""; onAccepted: part.wishes.keep(text) }
        Button { objectName: "wishes.keep"; kind: "primary"; glyph: "check"; text: qsTr("desk.keep"); onClicked: part.wishes.keep(days.text) }
        Say { objectName: "wishes.said"; visible: text !== ""; Layout.fillWidth: true; kind: "caption"; text: part.wishes.said }
        FieldError { objectName: "wishes.error"; Layout.fillWidth: true; text: part.wishes.form.general }
    }
}
