// Somebody who is on another page: seat, name, and the strongest of what the tile would say, by its shape and word.  A touch turns there.
import QtQuick
import QtQuick.Templates as T
import "../components"
import "../glance"

T.AbstractButton {
    id: brief

    required property string person
    required property int seat
    required property string name
    required property string state_word
    required property string check
    required property real check_share
    required property string check_under
    required property string support
    required property string limit
    required property string away
    required property string out
    required property string tone
    required property string accessible
    required property bool chosen
    required property string unnamed
    property bool veiled: false
    readonly property bool slim: width < 118 * Theme.factor // the seat and the shape; the rest is a touch away
    readonly property bool calls: tone === "attention" || tone === "overdue"
    readonly property color tint: tone === "attention" ? Theme.attention : tone === "overdue" ? Theme.overdue : tone === "soon" ? Theme.soon : Theme.settled
    readonly property string told: out !== "" ? out : support !== "" ? support : limit !== "" ? limit : check_under !== "" ? check_under : away !== "" && !veiled ? away : state_word
    readonly property bool limitAlone: tone === "attention" && out === "" && support === "" && limit !== ""
    readonly property bool limitToo: out === "" && support !== "" && limit !== ""
    readonly property bool lateToo: out === "" && check === "overdue" && (support !== "" || limit !== "")

    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: veiled ? unnamed : accessible
    Accessible.checked: chosen
    onPressAndHold: {} // a hand that rests is no touch: then lifting it clicks nothing
    Keys.onReturnPressed: brief.click()

    background: Rectangle {
        radius: Theme.corner
        color: brief.down || brief.chosen ? Theme.raised : Theme.surface
        border.width: brief.visualFocus ? Theme.focusLine : brief.calls || brief.chosen ? 2 : 1
        border.color: brief.visualFocus ? Theme.hi : brief.chosen ? Theme.accent : brief.calls ? brief.tint : Theme.line
    }

    contentItem: Item {
        GlanceShape { id: shape; readonly property int side: brief.width < 92 ? 22 : 34; readonly property int edge: brief.width < 92 ? 4 : 10; x: Theme.mirrored ? parent.width - width - edge : edge; anchors.verticalCenter: parent.verticalCenter; width: side; height: side; tone: brief.limitAlone ? "limit" : brief.tone; share: brief.check_share; tint: brief.tint }
        Say { visible: brief.slim; width: Math.min(implicitWidth, parent.width - shape.width - shape.edge - 6); fontSizeMode: Text.HorizontalFit; minimumPixelSize: Theme.caption; x: Theme.mirrored ? shape.x - width - 4 : shape.x + shape.width + 4; anchors.verticalCenter: parent.verticalCenter; kind: "heading"; text: brief.seat; Accessible.ignored: true }
        Column { // what calls beside the strongest, by its shape
            id: more

            anchors { right: parent.right; rightMargin: 6; verticalCenter: parent.verticalCenter }
            spacing: 6

            Item { visible: brief.limitToo; width: 18; height: 18; Rectangle { anchors.centerIn: parent; width: 11; height: 11; rotation: 45; color: Theme.attention } }
            GlanceShape { visible: brief.lateToo; width: 18; height: 18; tone: "overdue"; tint: Theme.overdue }
        }
        Column {
            visible: !brief.slim
            x: Theme.mirrored ? 6 : 52
            width: parent.width - 58
            anchors.verticalCenter: parent.verticalCenter

            Say { width: parent.width - (more.width > 0 ? more.width + 2 : 0); kind: "strong"; font.pixelSize: Math.round(18 * Theme.factor); fontSizeMode: Text.HorizontalFit; minimumPixelSize: Theme.least; text: brief.veiled ? brief.seat : brief.seat + "  " + brief.name; Accessible.ignored: true }
            Say { width: parent.width - (more.width > 0 ? more.width + 2 : 0); kind: "caption"; font.pixelSize: Math.round(17 * Theme.factor); figures: true; color: brief.calls ? brief.tint : Theme.mid; text: brief.told.split(/ · |: /)[0]; Accessible.ignored: true }
        }
    }
}
