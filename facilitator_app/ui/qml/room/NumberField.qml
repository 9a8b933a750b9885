// A number being typed: its name and the value large in a frame; what it was before stands under the frame, never in it.
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
    property bool flat: false // name and value in one line
    property bool under: true // a line of its own for what it was before
    readonly property int frame: flat ? Theme.target : Math.round((tight ? 47 : 62) * (1 + (Theme.factor - 1) * 0.64))

    implicitHeight: Math.max(Theme.target, frame + (under ? before.implicitHeight : 0))
    focusPolicy: Qt.StrongFocus
    opacity: wanted || active || typed !== "" || instead !== "" ? 1 : 0.6
    Accessible.role: Accessible.EditableText
    Accessible.name: saidAs + (previous === "" ? "" : ", " + previous)
    Accessible.description: typed + instead

    background: Item {
        Rectangle {
            objectName: field.objectName + ".frame"
            anchors { fill: parent; bottomMargin: field.under ? before.implicitHeight : 0 }
            radius: Theme.corner
            color: field.active ? Theme.raised : "transparent"
            border.width: field.active ? Theme.focusLine : field.refused || field.asked ? 2 : 1.5
            border.color: field.refused || field.asked ? Theme.attention : field.active ? Theme.accent : Theme.controlLine

            Behavior on border.color { ColorAnimation { duration: Theme.quick } }
        }
    }

    contentItem: Item {
        Say {
            id: caption

            readonly property int side: field.tight ? 7 : 9

            anchors { left: parent.left; leftMargin: side }
            y: field.flat ? (field.frame - height) / 2 : field.tight ? 1 : 4
            width: (field.flat ? parent.width * 0.62 : parent.width) - 2 * side
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Math.min(Theme.least, font.pixelSize)
            kind: "caption"
            font.pixelSize: field.flat ? Theme.caption : Math.min(Theme.caption, field.frame * 0.36) // the figure is the larger of the two
            color: field.refused || field.asked ? Theme.attention : Theme.mid
            text: field.label
            Accessible.ignored: true
        }
        Glyph { visible: field.refused || field.asked; anchors { right: parent.right; rightMargin: 6; top: parent.top; topMargin: field.tight && !field.flat ? 23 : 6 } glyphName: "attention"; size: 20; color: Theme.attention }
        Say {
            readonly property real above: field.flat ? 0 : caption.y + caption.height - 3

            anchors { left: field.flat ? caption.right : parent.left; right: parent.right; leftMargin: 9; rightMargin: 6 }
            y: above
            height: field.frame - above - 1
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
            id: before

            visible: field.under && field.instead === ""
            anchors { left: parent.left; right: parent.right; leftMargin: field.tight ? 4 : 9; rightMargin: field.tight ? 3 : 6; bottom: parent.bottom }
            implicitHeight: age.implicitHeight + (field.tight ? 0 : 2)
            height: age.implicitHeight

            Say { objectName: field.objectName + ".last"; anchors.left: parent.left; width: parent.width - age.width - 1; figures: true; font.pixelSize: Theme.least; color: Theme.low; text: field.last; Accessible.ignored: true }
            Say { id: age; objectName: field.objectName + ".age"; anchors.right: parent.right; figures: true; font.pixelSize: Theme.least; color: Theme.low; text: field.age; Accessible.ignored: true }
        }
    }
}
