// One key.  No gap beside it is dead; it never takes the focus from the field; what it types is handed on when it is let go.
import QtQuick
import QtQuick.Templates as T
import Facilitator
import "../components"

T.AbstractButton {
    id: cap

    required property KeyRows keys
    required property int number
    required property var face
    property bool secret: false // nobody sees which key was touched
    readonly property bool typing: face.does === ""

    objectName: "keyboard." + face.name
    focusPolicy: Qt.NoFocus
    topInset: 3
    bottomInset: 3
    leftInset: 3
    rightInset: 3
    Accessible.role: Accessible.Button
    Accessible.name: face.said
    Accessible.checked: face.on
    onPressed: keys.press(number)
    onCanceled: keys.leave(number)
    onClicked: keys.lift(number)

    background: Rectangle {
        radius: 10
        color: cap.down && !cap.secret || cap.face.on ? Theme.line : cap.typing ? Theme.raised : Theme.surface
        border { width: cap.face.on ? 2 : cap.typing ? 0 : 1; color: cap.face.on ? Theme.accent : Theme.line }
    }

    contentItem: Item {
        Glyph { visible: cap.face.icon !== ""; anchors.centerIn: parent; glyphName: cap.face.icon; color: cap.face.on ? Theme.accent : Theme.hi }
        Say {
            visible: cap.face.icon === ""
            anchors.fill: parent
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            kind: cap.typing ? "title" : "body"
            font.weight: Font.Normal
            fontSizeMode: Text.Fit
            minimumPixelSize: 20
            color: cap.face.on ? Theme.accent : Theme.hi
            text: cap.face.name === "space" ? "" : cap.face.text
            Accessible.ignored: true
        }
    }
}
