// Somebody who is on another page, where the tile says all: seat, and name where there is room, and the strongest of what the tile
// says, by its shape and word.  A touch turns there.
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
    readonly property real forName: width - shape.side - shape.edge - 8 - (limitToo || lateToo ? 24 : 0)
    readonly property bool named: width >= 118 * Theme.factor || (!veiled && whole.advanceWidth + 4 <= forName)
    readonly property bool lettered: !named && !veiled && (upended ? height >= 66 + under + 2.4 * Theme.body : one.advanceWidth + 4 <= forName) // the first letter of the name
    readonly property bool slim: !named || height < 60 * Theme.factor // one line; the rest is a touch away
    readonly property int also: (limitToo ? 1 : 0) + (lateToo ? 1 : 0) // shapes beside the strongest: counted, for how they lie follows from it
    readonly property real under: also * 24 - (also > 0 ? 6 : 0) // the height they take one below the other
    readonly property bool upended: width < 92 && height > 66 + under + 1.3 * Theme.heading // shape, seat and shapes one below the other
    readonly property bool piled: width < 92 && !upended && also > 0 // the seat above, all shapes in one line below it
    readonly property real foot: height > 90 ? 16 : 6 // below the line of shapes
    readonly property bool close: piled && width < 66 // smaller, before one lies over another
    readonly property bool calls: tone === "attention" || tone === "overdue"
    readonly property color tint: tone === "attention" ? Theme.attention : tone === "overdue" ? Theme.overdue : tone === "soon" ? Theme.soon : Theme.settled
    readonly property string told: out !== "" ? out : support !== "" ? support : limit !== "" ? limit : check_under !== "" ? check_under.split(" · ")[0] : away !== "" && !veiled ? away : state_word
    readonly property bool limitAlone: tone === "attention" && out === "" && support === "" && limit !== ""
    readonly property bool limitToo: out === "" && support !== "" && limit !== ""
    readonly property bool lateToo: out === "" && check === "overdue" && (support !== "" || limit !== "")

    TextMetrics { id: whole; font { family: Theme.family; weight: Font.DemiBold; pixelSize: Theme.least } text: brief.seat + "  " + brief.name }
    TextMetrics { id: one; font { family: Theme.family; weight: Font.DemiBold; pixelSize: Theme.body } text: brief.seat + "  " + brief.name.charAt(0) }

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
        GlanceShape { id: shape; readonly property int side: brief.close ? 18 : brief.width < 92 ? 22 : 34; readonly property int edge: brief.close ? 2 : brief.width < 92 ? 4 : 10; x: brief.upended ? (parent.width - width) / 2 : Theme.mirrored ? parent.width - width - edge : edge; y: brief.upended ? 10 : brief.piled ? parent.height - height - brief.foot : (parent.height - height) / 2; width: side; height: side; tone: brief.limitAlone ? "limit" : brief.tone; share: brief.check_share; tint: brief.tint }
        Say {
            id: digit

            readonly property real room: parent.width - (brief.piled ? 8 : shape.width + shape.edge + 4 + (brief.also > 0 ? 24 : 0))

            visible: brief.slim
            width: brief.upended ? Math.min(implicitWidth, parent.width) : Math.min(implicitWidth, room)
            x: brief.upended || brief.piled ? (parent.width - width) / 2 : Theme.mirrored ? shape.x - width - 4 : shape.x + shape.width + 4
            y: brief.piled ? (shape.y - height) / 2 : (parent.height - height) / 2
            kind: brief.named || brief.lettered ? "strong" : "heading"
            font.pixelSize: brief.piled ? Math.min(Theme.heading, shape.y / 1.15) : brief.named || brief.lettered ? Theme.body : Theme.heading
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: brief.named || brief.lettered ? Theme.least : 16
            horizontalAlignment: brief.upended || brief.piled ? Text.AlignHCenter : Text.AlignLeft
            text: brief.veiled ? brief.seat : brief.named ? brief.seat + "  " + brief.name : brief.lettered ? brief.seat + (brief.upended ? "\n" : "  ") + brief.name.charAt(0) : brief.seat
            Accessible.ignored: true
        }
        Grid { // what calls beside the strongest, by its shape
            id: more

            readonly property int inset: brief.close ? 2 : 6
            readonly property int side: brief.close ? 14 : 18

            columns: brief.piled ? 2 : 1
            x: brief.upended ? (parent.width - width) / 2 : Theme.mirrored ? inset : parent.width - width - inset
            y: brief.upended ? parent.height - height - 10 : brief.piled ? parent.height - height - brief.foot - 2 : (parent.height - height) / 2
            spacing: brief.piled ? 2 : 6

            Item { visible: brief.limitToo; width: more.side; height: width; Rectangle { anchors.centerIn: parent; width: more.side * 0.6; height: width; rotation: 45; color: Theme.attention } }
            GlanceShape { visible: brief.lateToo; width: more.side; height: width; tone: "overdue"; tint: Theme.overdue }
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
