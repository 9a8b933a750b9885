// A number being typed: its name, the value large, and beside it what it was before.  Never filled from the past.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import "../components"

T.AbstractButton {
    id: field

    property string label: ""
    property string saidAs: label
    property string typed: ""
    property string instead: "" // a word in the place of the number
    property string previous: "" // as it is spoken; drawn are its two parts
    property string last: ""
    property string age: ""
    property bool active: false
    property bool refused: false
    property bool asked: false
    property bool wanted: true // one that is not due is quieter, and can still be typed
    property bool tight: false

    implicitHeight: Math.round((tight ? 57 : 88) * (1 + (Theme.factor - 1) * 0.6))
    focusPolicy: Qt.StrongFocus
    opacity: wanted || active || typed !== "" || instead !== "" ? 1 : 0.6
    Accessible.role: Accessible.EditableText
    Accessible.name: saidAs + (previous === "" ? "" : ", " + previous)
    Accessible.description: typed + instead

    background: Item {
        Rectangle { // what it was before stands under the field, not in it; a low window has no line of its own for that
            anchors { fill: parent; bottomMargin: field.tight ? 0 : age.implicitHeight + 2 }
            radius: Theme.corner
            color: field.active ? Theme.raised : "transparent"
            border.width: field.active ? Theme.focusLine : field.refused || field.asked ? 2 : 1.5
            border.color: field.refused || field.asked ? Theme.attention : field.active ? Theme.accent : Theme.controlLine

            Behavior on border.color { ColorAnimation { duration: Theme.quick } }
        }
    }

    contentItem: Item {
        Say { id: caption; anchors { left: parent.left; right: parent.right; leftMargin: 9; rightMargin: 9 } y: 4; fontSizeMode: Theme.factor > 1 ? Text.HorizontalFit : Text.FixedSize; minimumPixelSize: Math.round(14 * Theme.factor); kind: "caption"; color: field.refused || field.asked ? Theme.attention : Theme.mid; text: field.label; Accessible.ignored: true }
        Glyph { visible: field.refused || field.asked; anchors { right: parent.right; rightMargin: 6; top: parent.top; topMargin: 6 } glyphName: "attention"; size: 20; color: Theme.attention }
        Say {
            anchors { left: parent.left; right: parent.right; leftMargin: 9; rightMargin: 6; top: caption.bottom; topMargin: field.tight ? -3 : 0 }
            height: (field.instead === "" || !field.tight ? 32 : 42) * (1 + (Theme.factor - 1) * 0.5)
            figures: true
            font { pixelSize: field.instead === "" ? Theme.large(28) : Theme.caption; weight: Font.Medium }
            fontSizeMode: Text.Fit
            minimumPixelSize: Theme.factor > 1 ? 18 : 16
            wrapMode: field.instead === "" ? Text.NoWrap : Text.WordWrap
            elide: Text.ElideNone
            lineHeight: 0.9
            verticalAlignment: Text.AlignVCenter
            text: field.typed + field.instead
            Accessible.ignored: true
        }
        Item { // a last value without its age would pass for one of now: the age is never cut
            visible: field.instead === "" && (!field.tight || field.typed === "") // in a low window where the typed value will stand
            anchors { left: parent.left; right: parent.right; leftMargin: field.tight ? 4 : 9; rightMargin: field.tight ? 3 : 6; bottom: parent.bottom; bottomMargin: field.tight ? 3 : 0 }
            height: age.implicitHeight

            Say { objectName: field.objectName + ".last"; anchors.left: parent.left; width: parent.width - age.width - 1; figures: true; font.pixelSize: Theme.least; color: Theme.low; text: field.last; Accessible.ignored: true }
            Say { id: age; objectName: field.objectName + ".age"; anchors.right: parent.right; figures: true; font.pixelSize: Theme.least; color: Theme.low; text: field.age; Accessible.ignored: true }
        }
    }
}
