// The time-out with the person: what is read aloud, what needs a named reason, who confirms, and the fields of the vial.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Item {
    id: page

    required property TimeOutPanel out
    readonly property bool roomy: height - foot.implicitHeight - (when.visible ? when.height : 0) - (anew.visible ? anew.height : 0) - 80 >= 88 * Theme.factor
    readonly property bool inView: said.y + said.height <= scroller.contentY + scroller.height + 1
    readonly property bool tall: height >= 300 * Theme.factor // what is asked has room beside the button
    readonly property bool tight: width < 300 * Theme.factor
    readonly property real line: tight ? 0.9 : 1 // all that is read aloud, and who gave it, stand in view in a small window too
    property bool read: false // all that is to be read aloud stood in view, or was scrolled to
    signal back

    onVisibleChanged: if (visible) { scroller.contentY = 0; read = inView; }
    onInViewChanged: read = inView || (read && scroller.contentY > 0) // what was scrolled past was read

    DosePin { anchors.fill: parent; visible: page.out.asked !== ""; out: page.out }

    ColumnLayout {
        anchors.fill: parent
        visible: page.out.asked === ""
        spacing: page.tight ? 4 : 8

        Scroller {
            id: scroller

            Layout.fillWidth: true
            Layout.fillHeight: true
            contentHeight: rows.implicitHeight

            Column {
                id: rows

                width: parent.width
                spacing: 8

                AskWhen { here: !page.tall; width: parent.width; name: "dose"; form: page.out }
                Say { visible: !page.tall && text !== ""; width: parent.width; kind: "caption"; wrapMode: Text.Wrap; color: Theme.attention; text: page.out.anew }
                Say { id: asks; width: parent.width; visible: said.height + implicitHeight + 8 <= scroller.height; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("room_ui.time_out") }

                Item { // close together, so that all of it stands in view beside the button
                    id: said

                    width: parent.width
                    height: Math.max(lines.height, photo.visible ? photo.height : 0)
                    onHeightChanged: page.read = page.inView

                    Loader { // only where there is one: a shell of each that QML makes stays in memory
                        id: photo

                        anchors.right: parent.right
                        active: page.out.picture.there
                        visible: active
                        width: 0.8 * height
                        height: page.tight ? 66 : 75
                        sourceComponent: Photo { objectName: "dose.picture"; pages: page.out.picture.pages }
                    }
                    Flow {
                        id: lines

                        width: parent.width
                        spacing: page.tight ? 0 : 2

                        Repeater {
                            model: page.out.rows

                            Item {
                                id: row

                                required property int index
                                required property string name
                                required property string told
                                required property bool marked

                                width: photo.visible && index < 3 ? lines.width - photo.width - 8 : Math.min(lines.width, Math.ceil(told.implicitWidth + value.implicitWidth) + 20)
                                height: Math.max(value.height, told.height)

                                Say { id: told; anchors.left: parent.left; kind: "caption"; lineHeight: page.line; color: Theme.low; text: row.name }
                                Say { id: value; objectName: "dose.said"; anchors { left: told.right; leftMargin: 6; right: parent.right } kind: "strong"; font.pixelSize: Theme.caption; lineHeight: page.line; wrapMode: Text.Wrap; color: row.marked ? Theme.soon : Theme.hi; text: row.told }
                            }
                        }
                    }
                }
                Rectangle { width: parent.width; height: 1; color: Theme.line }
                Say { visible: !page.roomy; objectName: page.roomy ? "" : "dose.summary"; width: parent.width; kind: "title"; wrapMode: Text.Wrap; text: page.out.summary }

                Concerns { name: "dose"; width: parent.width; model: page.out.concerns; reasons: page.out.reasons; refusal: page.out.refusal; onNamed: (key, text) => page.out.name_reason(key, text); onGiven: text => page.out.give_reason(text); onWrong: concern => scroller.bring(concern) }

                DoseFields { width: parent.width; out: page.out; onWrong: field => scroller.bring(field) }
            }
        }

        AskWhen { id: when; here: page.tall; Layout.fillWidth: true; name: "dose"; form: page.out }
        Say { id: anew; objectName: "dose.anew"; visible: page.tall && text !== ""; Layout.fillWidth: true; kind: "caption"; lineHeight: page.line; wrapMode: Text.Wrap; color: Theme.attention; text: page.out.anew }
        Refused { Layout.fillWidth: true; text: page.out.general }
        Item { // what is to be written and what of it needs a reason stand beside the button, whatever is scrolled
            id: foot

            visible: page.roomy
            Layout.fillWidth: true
            implicitHeight: !wanting.wanted ? summary.y + summary.height : wanting.y + wanting.height

            Rectangle { width: parent.width; height: 1; color: Theme.line }
            Say { id: summary; objectName: page.roomy ? "dose.summary" : ""; y: page.tight ? 3 : 9; width: page.width; kind: "strong"; font.pixelSize: page.tight ? Theme.caption : Theme.body; lineHeight: page.line; wrapMode: Text.Wrap; text: page.out.summary }
            Glyph { visible: wanting.wanted; anchors { left: parent.left; top: wanting.top } glyphName: "attention"; size: 22; color: Theme.attention }
            Say {
                id: wanting

                readonly property bool wanted: text !== "" && (page.out.refusal === "" || page.height >= 480 * Theme.factor) // in a low page the refusal is read whole at its field

                objectName: "dose.wanting"
                visible: wanted
                anchors { right: parent.right; top: summary.bottom; topMargin: page.tight ? 2 : 6 }
                width: page.width - 30
                kind: "caption"
                lineHeight: page.line
                wrapMode: Text.Wrap
                color: Theme.attention
                text: page.out.wanting
            }
        }
        RowLayout {
            spacing: 8

            Button { objectName: "dose.back"; kind: "round"; glyph: "arrow-left"; text: qsTr("room_ui.back"); onClicked: page.back() }
            Button { objectName: "dose.record"; Layout.fillWidth: true; leftPadding: 8; rightPadding: 8; kind: "primary"; enabled: page.read && !page.out.saving; text: page.read ? qsTr("room_ui.record_dose") : qsTr("room_ui.read_first"); onClicked: page.out.record() }
        }
    }
}
