// The floor, place by place: a touch on somebody and then on a seat puts them there; while it is arranged, a seat goes where the next touch is.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Facilitator
import "../components"

ColumnLayout {
    id: plan

    required property FloorView floor
    readonly property real cell: (width - (floor.columns - 1) * grid.columnSpacing) / floor.columns

    spacing: Theme.near

    RowLayout {
        spacing: Theme.near

        Say { objectName: "floor.about"; Layout.fillWidth: true; kind: "caption"; text: plan.floor.about; wrapMode: Text.Wrap }
        Button { objectName: "floor.turn"; visible: plan.floor.arranging; text: qsTr("floor.turn"); onClicked: plan.floor.turn() }
        Button { objectName: "floor.arrange"; text: plan.floor.arranging ? qsTr("floor.done") : qsTr("floor.arrange_it"); onClicked: plan.floor.arrange() }
    }

    Grid {
        id: grid

        Layout.fillWidth: true
        columns: plan.floor.columns
        columnSpacing: 6
        rowSpacing: 6

        Repeater {
            model: plan.floor.places

            T.AbstractButton {
                id: place

                required property var modelData
                readonly property bool taken: modelData.seat > 0

                objectName: taken ? "floor.seat." + modelData.seat : "floor.place." + modelData.column + "." + modelData.row
                width: plan.cell
                height: Math.max(Theme.primary, words.implicitHeight + 12)
                enabled: taken || plan.floor.arranging
                focusPolicy: enabled ? Qt.StrongFocus : Qt.NoFocus
                text: modelData.spoken
                onClicked: plan.floor.touch(modelData.column, modelData.row)
                Keys.onReturnPressed: place.click()
                Keys.onEnterPressed: place.click()

                Accessible.role: Accessible.Button
                Accessible.name: text

                DropArea { id: area; anchors.fill: parent; keys: ["person"]; onDropped: drop => plan.floor.put((drop.source as Carried).person, place.modelData.column, place.modelData.row) }
                Carry { person: place.modelData.person; name: place.modelData.name === "" ? place.modelData.seat : place.modelData.name }

                background: Rectangle {
                    radius: place.modelData.recliner ? Theme.corner : 4 // a mat is flat, a recliner round
                    color: place.taken ? (place.down || place.modelData.chosen || area.containsDrag ? Theme.line : Theme.raised) : "transparent"
                    border.width: place.visualFocus ? Theme.focusLine : place.modelData.chosen ? 2 : place.enabled ? 1 : 0
                    border.color: place.visualFocus ? Theme.hi : place.modelData.chosen ? Theme.accent : Theme.line
                }

                contentItem: Item {
                    Column {
                        id: words

                        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; margins: 6 }
                        spacing: 0

                        Say { visible: place.taken; width: parent.width; kind: "strong"; horizontalAlignment: Text.AlignHCenter; figures: true; text: place.modelData.seat; Accessible.ignored: true }
                        Say { visible: text !== ""; width: parent.width; kind: "caption"; horizontalAlignment: Text.AlignHCenter; elide: Text.ElideRight; text: place.modelData.name; Accessible.ignored: true }
                    }
                }
            }
        }
    }

    FieldError { objectName: "floor.error"; Layout.fillWidth: true; text: plan.floor.form.errors.floor ?? plan.floor.form.general }
}
