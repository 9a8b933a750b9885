// A mark of a tile: its own shape and its word.  It comes up slowly and stays until it is answered.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Shapes
import "../components"
import "../glance"

RowLayout {
    id: mark

    property string shape: ""
    property string word: ""
    property string least: word.split(/ · |: /)[0] // of it that is said where there is no room for all
    property real r: 1 // beside the sizes of the theme
    property real k: r * Theme.factor
    property bool squeezed: false // one word, in the least size
    property real text: squeezed ? Theme.least : Theme.caption * r // the size of its word
    property bool full: !squeezed // all it has to say
    property bool bare: false // the shape alone
    property bool wraps: false // there is a second line for what does not fit into one
    readonly property bool two: wraps && full && parent !== null && 31 * k + letters.advanceWidth > (parent as Item).width
    property string tone: "calm" // of the shape "check"
    property real share: 0 // and how full it is
    property color tint: Theme.attention
    readonly property real size: 22 * k

    width: Math.min(implicitWidth + (squeezed ? 4 : 8) * k, parent ? (parent as Item).width : implicitWidth)
    visible: word !== ""
    spacing: (squeezed ? 5 : 7) * k
    opacity: visible ? 1 : 0

    Behavior on opacity { NumberAnimation { duration: Theme.turn } }

    TextMetrics { id: letters; font { family: Theme.family; pixelSize: Theme.least; weight: Font.Medium } text: mark.word }

    Item {
        Layout.preferredWidth: mark.size
        Layout.preferredHeight: mark.size

        Loader { // the shape it has and no other, and none while it says nothing: a room has fifty marks
            anchors.fill: parent
            active: mark.word !== ""
            sourceComponent: mark.drawn(mark.shape)
        }
    }

    Say {
        objectName: "mark"
        visible: !mark.bare
        Layout.fillWidth: true
        font { pixelSize: mark.two ? Theme.least : mark.text; weight: Font.Medium }
        fontSizeMode: mark.two ? Text.FixedSize : Text.HorizontalFit
        minimumPixelSize: Theme.least
        wrapMode: mark.two ? Text.WordWrap : Text.NoWrap
        maximumLineCount: 2
        elide: Text.ElideRight
        lineHeight: mark.two ? 0.95 : 1
        color: mark.tint
        text: mark.full ? mark.word : mark.least
        Accessible.ignored: true
    }

    function drawn(shape: string): Component {
        const shapes = { triangle: triangle, square: square, diamond: diamond, question: question, check: check };
        return shape === "" ? null : shapes[shape] ?? icon;
    }

    component Sign: Say { font { pixelSize: Math.max(16, 15 * mark.k); weight: Font.DemiBold } color: Theme.ink; text: "!"; Accessible.ignored: true }

    Component {
        id: triangle

        Shape {
            preferredRendererType: Shape.CurveRenderer

            ShapePath {
                strokeWidth: 0
                strokeColor: "transparent"
                fillColor: mark.tint
                startX: mark.size / 2; startY: 1
                PathLine { x: mark.size - 1; y: mark.size - 2 }
                PathLine { x: 1; y: mark.size - 2 }
            }
            Sign { anchors { centerIn: parent; verticalCenterOffset: 2 * mark.k } }
        }
    }
    Component {
        id: square

        Item {
            Rectangle { anchors.centerIn: parent; width: mark.size * 0.82; height: width; radius: 4; color: mark.tint }
            Sign { anchors.centerIn: parent }
        }
    }
    Component {
        id: diamond

        Item {
            Rectangle { anchors.centerIn: parent; width: mark.size * 0.68; height: width; rotation: 45; radius: 2; color: mark.tint }
            Sign { anchors.centerIn: parent }
        }
    }
    Component {
        id: question

        Item {
            Rectangle { anchors.centerIn: parent; width: mark.size * 0.9; height: width; radius: width / 2; color: "transparent"; border { width: 2; color: mark.tint } }
            Sign { anchors.centerIn: parent; font.pixelSize: Math.max(16, 15 * mark.k) * 0.9; color: mark.tint; text: "?" }
        }
    }
    Component { id: check; GlanceShape { tone: mark.tone; share: mark.share; tint: mark.tint } }
    Component { id: icon; Item { Glyph { anchors.centerIn: parent; glyphName: mark.shape === "hand" ? "touch-consent" : mark.shape; size: mark.size; color: mark.tint } } }
}
