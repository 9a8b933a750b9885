// For which moment the next entry is told: now, 2, 5, 10 minutes ago, or a time.  It returns to now after each entry.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Facilitator
import "../components"

GridLayout {
    id: row

    required property Moment moment
    property bool tight: false // two lines
    signal picked

    columns: tight && moment.minutes >= 0 ? 3 : 6
    uniformCellWidths: columns === 3
    columnSpacing: 4
    rowSpacing: 4
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("room_ui.moment")

    Repeater {
        model: row.moment.choices

        Part {
            required property var modelData

            objectName: "moment." + modelData.key
            visible: row.moment.minutes >= 0
            text: modelData.text
            on: !row.moment.asked && row.moment.minutes === modelData.minutes
            Accessible.name: modelData.spoken
            onClicked: { row.moment.choose(modelData.minutes); row.picked(); }
        }
    }

    Part {
        objectName: "moment.time"
        visible: row.moment.minutes >= 0
        glyph: row.moment.held === "" ? "clock" : ""
        text: row.moment.held === "" ? qsTr("room_ui.time") : row.moment.held
        on: row.moment.held !== ""
        Accessible.name: on ? row.moment.said : text
        onClicked: { row.moment.choose_time(); field.input.forceActiveFocus(); }
    }

    Field {
        id: field

        objectName: "moment.field"
        visible: row.moment.minutes < 0
        Layout.fillWidth: true
        numeric: true
        also: "h"
        hint: qsTr("room_ui.time_hint")
        input.Accessible.name: qsTr("room_ui.time_label")
        text: row.moment.typed
        onEdited: text => row.moment.type(text)
        onAccepted: row.picked()
    }
    Button { objectName: "moment.back"; visible: row.moment.minutes < 0; kind: "round"; glyph: "close"; text: qsTr("room_ui.now"); onClicked: { row.moment.back_to_now(); row.picked(); } }

    component Part: T.AbstractButton {
        id: part

        property bool on: false
        property string glyph: ""

        Layout.fillWidth: true
        implicitWidth: Math.max(Theme.target, said.implicitWidth + 6)
        implicitHeight: Theme.target
        focusPolicy: Qt.TabFocus
        Accessible.role: Accessible.RadioButton
        Accessible.name: text
        Accessible.checkable: true
        Accessible.checked: on
        Keys.onReturnPressed: part.click()

        background: Rectangle {
            radius: Theme.corner
            color: part.on || part.down ? Theme.line : "transparent"
            border.width: part.visualFocus ? Theme.focusLine : part.on ? 2 : 1
            border.color: part.visualFocus ? Theme.hi : part.on ? (row.moment.minutes > 0 ? Theme.accent : Theme.controlLine) : Theme.line
        }
        contentItem: Item {
            Glyph { visible: part.glyph !== ""; anchors.centerIn: parent; glyphName: part.glyph; color: Theme.mid }
            Say { id: said; visible: part.glyph === ""; anchors.centerIn: parent; kind: "caption"; figures: true; color: part.on ? Theme.hi : Theme.mid; text: part.text; Accessible.ignored: true }
        }
    }
}
